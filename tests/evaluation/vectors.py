"""The language model's vectors of the items' texts, each text once in a run, as the product keeps them."""

from collections.abc import Sequence

import numpy as np

from kpkportfolio.overlap.item import Item
from tests.evaluation.scored import CannotRun, Numbers

_THREADS = 2
_kept: dict[str, bytes] = {}


def vectors(items: Sequence[Item]) -> dict[str, bytes]:
    """The vectors of the items' texts by the texts' keys, for the search.

    Raises:
        CannotRun: if the model or what runs it is not there.
    """
    try:
        from kpkportfolio.overlap.language_model import LanguageModel, packed, text_key
        from kpkportfolio.overlap.meaning import text
    except ImportError as error:
        raise CannotRun(str(error)) from error
    texts = {text_key(said): said for said in map(text, items)}
    missing = [key for key in texts if key not in _kept]
    if missing:
        model = LanguageModel(_THREADS)
        _kept.update(zip(missing, packed(model.vectors([texts[key] for key in missing])), strict=True))
        model.close()
    return {key: _kept[key] for key in texts}


def matrix(items: Sequence[Item]) -> Numbers:
    """Their halves that tell what the texts say, of length 1, a row an item."""
    known = vectors(items)
    from kpkportfolio.overlap.language_model import HALF, text_key, unpacked
    from kpkportfolio.overlap.meaning import text

    result: Numbers = np.asarray(unpacked([known[text_key(text(item))] for item in items])[:, :HALF])
    return result
