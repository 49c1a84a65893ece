"""The search for overlap as the command line has it: every text read before anything is told."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kpkportfolio.cli.output import end_progress, progress
from kpkportfolio.overlap.item import Item
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import _

if TYPE_CHECKING:
    # the engine brings numpy and scipy along, which other commands do without
    from kpkportfolio.overlap.engine import Engine

_MOST_THREADS = 4


def reading_engine(portfolio: Portfolio, found: Sequence[Item]) -> "Engine":
    """The search over some items, all their texts read; those that have no vector yet are read now, which may take."""
    from kpkportfolio.overlap.language_model import LanguageModel
    from kpkportfolio.store import searching

    model = LanguageModel(min(_MOST_THREADS, os.cpu_count() or 1))
    try:
        engine = searching.engine(portfolio, found, model, progress(_("Looking for overlaps")))
        searching.read_texts(portfolio, engine, model, progress(_("Reading what the texts mean")))
    finally:
        end_progress()
    return engine
