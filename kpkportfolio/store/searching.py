"""The search for overlap in a portfolio that is kept: its texts' vectors come from there, and missing ones go there."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from kpkportfolio.overlap.engine import Engine
from kpkportfolio.overlap.item import Item
from kpkportfolio.overlap.language_model import MODEL, LanguageModel, available, packed
from kpkportfolio.store.portfolio import Portfolio

Progress = Callable[[int, int], None] | None

# so many vectors of former texts may lie about before they are cleared away
_MANY_TIMES, _SPARE = 2, 1000
# texts between two savings: what a cancelled search has read stays read
_AT_ONCE = 256


def engine(portfolio: Portfolio, items: Sequence[Item], model: LanguageModel, progress: Progress = None) -> Engine:
    """An engine over the items, with what the portfolio keeps of their texts' vectors.

    Args:
        model: makes the vectors of what is typed later, and is loaded only then.
        progress: called with (done, total) now and then; what it raises stops the work.
    """
    if not available():
        return Engine(items, progress)
    kept = portfolio.vectors(MODEL)
    found = Engine(items, progress, vectors=kept, embed=model.vectors)
    if len(kept) > _MANY_TIMES * len(items) + _SPARE:
        # texts that were edited or went; a text that comes back is read again
        portfolio.forget_vectors(MODEL, found.keys)
    return found


def read_texts(portfolio: Portfolio, found: Engine, model: LanguageModel, progress: Progress = None) -> int:
    """Make the vectors that the engine's items lack, keep them and let the engine learn them; how many they were.

    What is made before ``progress`` raises is kept and learnt.
    """
    unread = found.unread if available() else {}
    made: dict[str, bytes] = {}
    try:
        for part in _parts(unread):
            before = len(made)

            def report(done: int, _total: int, before: int = before) -> None:
                if progress:
                    progress(before + done, len(unread))

            fresh = dict(zip(part, packed(model.vectors(list(part.values()), report)), strict=True))
            portfolio.keep_vectors(MODEL, fresh)
            made |= fresh
    finally:
        if made:
            found.learn(made)
    return len(made)


def _parts(texts: dict[str, str]) -> Iterator[dict[str, str]]:
    every = iter(texts.items())
    while part := dict(islice(every, _AT_ONCE)):
        yield part
