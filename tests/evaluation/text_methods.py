"""Methods that see one text of an item and give a likeness: what a user would pick instead, and the bare model."""

from collections.abc import Sequence

import numpy as np
from rapidfuzz import fuzz, process, utils
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from kpkportfolio.overlap.item import Item
from tests.evaluation.scored import Scored
from tests.evaluation.tasks import LANGUAGES, Task, columns, text
from tests.evaluation.vectors import matrix


def char_tfidf(task: Task, _others: Sequence[Task]) -> Scored:
    """Letter 3–5-gram TF-IDF, multiplied by sparse_dot_topn with so many kept that nothing of it is cut away."""
    from sparse_dot_topn import sp_matmul_topn

    vectors = letters(task.items)
    rows, i = np.unique(task.i, return_inverse=True)
    others, j = np.unique(task.j, return_inverse=True)
    found = sp_matmul_topn(vectors[rows], vectors[others].T.tocsr(), top_n=len(others), threshold=0.0)
    return Scored(found.toarray()[i, j])


def letters(items: Sequence[Item]) -> csr_matrix:
    """Letter 3–5-gram TF-IDF of title, description and deliverables, rows of length 1: the customary choice."""
    texts = [text(item).lower() for item in items]
    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True).fit_transform(texts)
    return csr_matrix(vectors)


def token_set(task: Task, _others: Sequence[Task]) -> Scored:
    """rapidfuzz's token_set_ratio of the texts, in lower case and without punctuation."""
    left, i = columns(task.items, task.i)
    right, j = columns(task.items, task.j)
    found = process.cdist(
        [text(item) for item in left],
        [text(item) for item in right],
        scorer=fuzz.token_set_ratio,
        processor=utils.default_process,
        dtype=np.float32,
    )
    return Scored(np.asarray(found)[i, j].astype(float))


def lemmas(task: Task, _others: Sequence[Task]) -> Scored:
    """TF-IDF of dictionary forms by simplemma, in the item's language or, where it is unknown, in all three."""
    import simplemma

    texts = []
    for item in task.items:
        languages = (item.language,) if item.language else LANGUAGES
        words = simplemma.simple_tokenizer(text(item).lower())
        texts.append(" ".join(simplemma.lemmatize(word, lang=languages) for word in words).lower())
    vectors = TfidfVectorizer(sublinear_tf=True).fit_transform(texts)
    rows, i = np.unique(task.i, return_inverse=True)
    others, j = np.unique(task.j, return_inverse=True)
    return Scored((vectors[rows] @ vectors[others].T).toarray()[i, j])


def bare_model(task: Task, _others: Sequence[Task]) -> Scored:
    """The cosine of the product's own language model on the whole text, as it comes: nothing taken away from it."""
    vectors = matrix(task.items)
    left, i = np.unique(task.i, return_inverse=True)
    right, j = np.unique(task.j, return_inverse=True)
    return Scored((vectors[left] @ vectors[right].T)[i, j].astype(float))
