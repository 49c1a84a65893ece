"""Snapshots: the portfolio frozen, verified and compared.

:func:`take` freezes, :func:`listing` lists, :func:`verify` finds tampering, :func:`compare` says what changed
between any two states: snapshots, moments, today, the content of a bundle.
"""

from kpkportfolio.snapshots.comparing import State, compare, content_in
from kpkportfolio.snapshots.verifying import verify
from kpkportfolio.store.freezing import Snapshot, content_of, find, listing, take

__all__ = ["Snapshot", "State", "compare", "content_in", "content_of", "find", "listing", "take", "verify"]
