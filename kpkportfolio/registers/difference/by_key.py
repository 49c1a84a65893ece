"""Rows of a register that are known by the key of an initiative: what a portfolio has sent out and gets back.

Such a row is no new initiative, though its register is new: the register becomes one more source of the initiative.
What it says anew is a change; what it does not say stays, for nobody knows whether it was ever told.
"""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from kpkportfolio.registers.difference.facts import FACTS
from kpkportfolio.registers.difference.standing import Records, by_ids
from kpkportfolio.registers.difference.three_way import Values, keyed
from kpkportfolio.registers.record import ReadInitiative

_KEY_LENGTH = 36


def known_by_key(portfolio: Records, records: Sequence[ReadInitiative], taken: Collection[str]) -> dict[str, str]:
    """Those references that are keys of initiatives, with the initiative's id.

    Args:
        records: rows that the register has not told of before.
        taken: ids of initiatives that the register tells of in other rows.
    """
    keys = {record.ref: record.ref.lower() for record in records if record.ref and _is_key(record.ref)}
    there = by_ids(portfolio, "initiative", list(dict.fromkeys(keys.values())))
    return {ref: id_ for ref, id_ in keys.items() if id_ in there and id_ not in taken}


def _is_key(ref: str) -> bool:
    if len(ref) != _KEY_LENGTH:
        return False
    try:
        return str(UUID(ref)) == ref.lower()
    except ValueError:
        return False


def common(mine: Values, theirs: Values) -> dict[str, Any]:
    """What the register would have said last time, had there been one: what it speaks of, as it stands here."""
    base: dict[str, Any] = {}
    for field in theirs:
        if field == "deliverables":
            continue
        if FACTS[field].key is None:
            base[field] = mine.get(field)
        else:
            told = keyed(field, theirs[field])
            base[field] = [entry for key, entry in keyed(field, mine.get(field)).items() if key in told]
    return base
