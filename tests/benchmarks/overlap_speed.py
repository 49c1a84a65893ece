"""How long overlap takes among ten thousand texts, beside letter n-gram TF-IDF with sparse_dot_topn on the same texts.

``python -m tests.benchmarks.overlap_speed [ITEMS]`` prints JSON; seconds of wall clock, the peak of memory in MB.
The texts' vectors are there beforehand, as they are in a portfolio that has been open once: those of some hundred texts
as the language model makes them, those of the others near one of these.
"""

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from time import perf_counter

import numpy as np
import psutil

from kpkportfolio.overlap.engine import Engine
from kpkportfolio.overlap.item import Item
from kpkportfolio.overlap.language_model import DIMENSIONS, LanguageModel, packed, text_key
from kpkportfolio.overlap.meaning import text
from tests.benchmarks.overlap_texts import invented

ITEMS, LARGE, WORDS, CHECKS, EDITS = 10_000, 100_000, 40, 200, 12
# what is typed as an idea, in words
TYPED = 20
READ = 400
# about a title of a register, and a description of 70 tokens of the model
TITLE = "Sähköisen asianhallinnan yhteinen kehittäminen kuntiin {n}"
DESCRIPTION = (
    "Hankkeessa rakennetaan kunnille yhteinen palvelu, jolla asukas hakee lupaa verkossa ja seuraa asiansa "
    "käsittelyä {n}. Palvelu liitetään kunnan omiin järjestelmiin rajapinnan kautta ja otetaan käyttöön vaiheittain "
    "vuoden aikana."
)


def main() -> None:
    """Print all figures as one JSON object."""
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else ITEMS
    json.dump(measure(invented(asked, WORDS)), sys.stdout, indent=1)
    print()


def measure(items: Sequence[Item], beside: bool = True) -> dict[str, float]:
    """Seconds to build, to scan, to check and to follow an edit, ours and the baseline's; texts read a second."""
    model = LanguageModel(2)
    vectors = vectors_near(items, model)
    process = psutil.Process()
    before = process.memory_info().rss
    began = perf_counter()
    engine = Engine(items, vectors=vectors, embed=model.vectors)
    built = perf_counter()
    found = engine.pairs()
    scanned = perf_counter()
    memory = process.memory_info().rss - before
    step = max(1, len(items) // CHECKS)
    # each asked anew: a text that was read before has its vector
    ideas = [
        " ".join([*f"{one.title} {one.description}".split()[:TYPED], str(n)]) for n, one in enumerate(items[::step])
    ]
    checks = [_seconds(partial(engine.check, idea)) for idea in ideas]
    edits = [_seconds(partial(_edit, engine, items[n * step], model)) for n in range(min(EDITS, len(items)))]
    result = {
        "items": len(items),
        "found": len(found),
        "build_s": round(built - began, 2),
        "pairs_s": round(scanned - built, 2),
        "check_p50_ms": round(float(np.percentile(checks, 50)) * 1000, 1),
        "check_p95_ms": round(float(np.percentile(checks, 95)) * 1000, 1),
        "edit_p50_ms": round(float(np.percentile(edits, 50)) * 1000, 1),
        "edit_most_ms": round(max(edits) * 1000, 1),
        "memory_mb": round(memory / 1e6, 1),
    }
    if beside:
        theirs = baseline(items)
        result |= {"baseline_s": round(theirs, 2), "ratio": round((scanned - began) / theirs, 3)}
        for name, words, count in (("titles", TITLE, 400), ("descriptions", DESCRIPTION, 150)):
            seconds = _seconds(partial(model.vectors, [words.format(n=n) for n in range(count)]))
            result[f"{name}_per_s"] = round(count / seconds)
    return result


def vectors_near(items: Sequence[Item], model: LanguageModel) -> dict[str, bytes]:
    """A vector for each item's text: the model's own for the first few hundred, near one of these for the others."""
    read = model.vectors([text(item) for item in items[:READ]])
    chance = np.random.default_rng(1)
    result = dict(zip((text_key(text(item)) for item in items[:READ]), packed(read), strict=True))
    for start in range(READ, len(items), 1000):
        some = items[start : start + 1000]
        near = read[chance.integers(0, len(read), len(some))]
        near = near + chance.normal(0, 0.02, (len(some), DIMENSIONS)).astype(np.float32)
        result.update(zip((text_key(text(item)) for item in some), packed(near), strict=True))
    return result


def baseline(items: Sequence[Item]) -> float:
    """Seconds for the ten nearest of each by letter 3–5-gram TF-IDF and sparse_dot_topn."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sparse_dot_topn import sp_matmul_topn

    texts = [f"{item.title} {item.description or ''}".lower() for item in items]
    began = perf_counter()
    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), dtype=np.float32).fit_transform(texts)
    sp_matmul_topn(vectors, vectors.T.tocsr(), top_n=10, threshold=0.2)
    return perf_counter() - began


def _edit(engine: Engine, item: Item, model: LanguageModel) -> None:
    engine.update([replace(item, title=f"{item.title} toisin")], [])
    unread = engine.unread
    engine.learn(dict(zip(unread, packed(model.vectors(list(unread.values()))), strict=True)))
    engine.pairs()


def _seconds(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


if __name__ == "__main__":
    main()
