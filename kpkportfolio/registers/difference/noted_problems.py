"""The problems of a register's last file, noted with the register so that they can be looked up after the import.

They stand in the same JSON as how the register is read (``register.profile``, key ``problems``), so they go when the
import is undone and come back when it is done again. Problems that are mended alike are noted together: the words once,
and of each its row and value.
"""

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from kpkportfolio.registers.profile import Profile
from kpkportfolio.registers.record import Problem
from kpkportfolio.text_facts import Fact, as_fact, say

MOST = 2000
"""Problems of which row and value are noted; of the others their number alone. A journal is no place for a million."""
_LONGEST = 120
"""Characters of a value that are noted."""
_KEY = "problems"

_Kind = tuple[str | None, str | None, str, str, bool]


class NotedProblems(NamedTuple):
    """What is known of the problems of the last file.

    Attributes:
        problems: those whose places were noted, fatal ones first; told in the language spoken now.
        n: how many there were.
    """

    problems: tuple[Problem, ...]
    n: int


def with_problems(profile: str | None, problems: Sequence[Problem]) -> str:
    """The JSON of a register's profile with the problems of its last file, be there none, in place of any earlier
    ones."""
    return _spelled({**json.loads(profile or Profile().dumps()), _KEY: _noted(problems)})


def problems_alone(stored: object) -> str | None:
    """What remains of a profile once how the register is read is forgotten."""
    found = _document(stored).get(_KEY)
    return None if found is None else _spelled({**json.loads(Profile().dumps()), _KEY: found})


def noted_problems(stored: object) -> NotedProblems | None:
    """The problems that are noted in a register's profile; None when none was ever noted, be there problems or not, or
    when they are spelled as no version of this application spells them."""
    kinds = _document(stored).get(_KEY)
    if kinds is None:
        return None
    try:
        problems = [
            Problem(
                _text(one["sheet"]),
                None if row is None else int(row),
                _text(one["column"]),
                _text(value),
                say(Fact(str(one["message"]), _values(one, 0))),
                say(Fact(str(one["accepted"]), _values(one, 1))),
                bool(one["fatal"]),
            )
            for one in kinds
            for row, value in one["places"]
        ]
        n = sum(int(one["n"]) for one in kinds)
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError):
        return None
    problems.sort(key=lambda problem: not problem.fatal)
    return NotedProblems(tuple(problems), n)


def left_out_before(problems: Sequence[Problem], stored: object) -> bool:
    """Whether there are rows that cannot be taken in, and each was among those of the last file, wherever it stood: who
    let the others in without them need not be asked again."""
    noted = noted_problems(stored)
    now = _left_out(problems)
    return bool(now) and noted is not None and not now - _left_out(noted.problems)


def _left_out(problems: Sequence[Problem]) -> Counter[tuple[str | None, ...]]:
    return Counter((one.sheet, one.column, _short(one.value)) for one in problems if one.fatal)


def _noted(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    kinds: dict[_Kind, dict[str, Any]] = {}
    left = MOST
    # a row that was left out matters more than a value that was
    for problem in sorted(problems, key=lambda problem: not problem.fatal):
        kind = (problem.sheet, problem.column, problem.message, problem.accepted, problem.fatal)
        if (one := kinds.get(kind)) is None:
            one = kinds[kind] = _in_any_language(problem)
        one["n"] += 1
        if left:
            left -= 1
            one["places"].append([problem.row, _short(problem.value)])
    return list(kinds.values())


def _in_any_language(problem: Problem) -> dict[str, Any]:
    """What problems of one kind have in common: the words as facts, to be said in whatever language is spoken then."""
    message, accepted = as_fact(problem.message), as_fact(problem.accepted)
    said: dict[str, Any] = {"message": message.text, "accepted": accepted.text}
    if message.values or accepted.values:
        said["values"] = [dict(message.values), dict(accepted.values)]
    return {"sheet": problem.sheet, "column": problem.column, **said, "fatal": problem.fatal, "n": 0, "places": []}


def _values(one: dict[str, Any], of: int) -> dict[str, str]:
    """What is filled in; files of earlier versions have the words alone."""
    values = one["values"][of] if "values" in one else {}
    return {str(name): str(value) for name, value in values.items()}


def _short(value: str | None) -> str | None:
    return value if value is None or len(value) <= _LONGEST else value[: _LONGEST - 1] + "…"


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _document(stored: object) -> dict[str, Any]:
    try:
        document = json.loads(str(stored)) if stored else None
    except (ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}


def _spelled(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False)
