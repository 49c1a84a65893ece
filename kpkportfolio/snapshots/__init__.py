"""Snapshots: the portfolio frozen, verified and compared.

:func:`take` freezes, :func:`listing` lists, :func:`verify` finds tampering, :func:`compare` says what changed.
"""

from kpkportfolio.snapshots.comparing import compare
from kpkportfolio.snapshots.freezing import Snapshot, content_of, find, listing, take, verify

__all__ = ["Snapshot", "compare", "content_of", "find", "listing", "take", "verify"]
