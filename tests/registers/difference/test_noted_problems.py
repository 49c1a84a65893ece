"""Problems of a register's last file: noted with its profile, the alike together, and had back one by one."""

import json
from dataclasses import replace

import pytest

from kpkportfolio.registers.difference.noted_problems import (
    MOST,
    left_out_before,
    noted_problems,
    problems_alone,
    with_problems,
)
from kpkportfolio.registers.profile import Profile, TableProfile
from kpkportfolio.registers.record import Problem
from kpkportfolio.text import _, language, set_language


def _date(row: int, value: str = "32.1.2011") -> Problem:
    return Problem(None, row, "Alkaa", value, "This is not understood as a date.", "a date such as 31.3.2011", False)


_NO_NAME = Problem("Hankkeet", 9, None, None, "There is no name.", "a name", True)
_PROFILE = Profile(tables=(TableProfile("Hankkeet", (1, 1)),)).dumps()


def test_every_problem_is_had_back_those_of_left_out_rows_first() -> None:
    noted = noted_problems(with_problems(_PROFILE, [_date(4), _NO_NAME, _date(7, "kohta")]))
    assert noted is not None
    assert noted.problems == (_NO_NAME, _date(4), _date(7, "kohta"))
    assert noted.n == 3


def test_how_the_register_is_read_is_none_the_wiser() -> None:
    text = with_problems(_PROFILE, [_date(4)])
    assert Profile.loads(text) == Profile.loads(_PROFILE)


def test_the_next_file_s_problems_take_the_place_of_the_last_one_s() -> None:
    assert noted_problems(with_problems(with_problems(_PROFILE, [_date(4)]), [])) == ((), 0)


def test_not_noted_is_not_the_same_as_none() -> None:
    assert noted_problems(_PROFILE) is None
    assert noted_problems(None) is None
    assert noted_problems(with_problems(None, [])) == ((), 0)


def test_forgetting_how_it_is_read_keeps_the_problems() -> None:
    alone = problems_alone(with_problems(_PROFILE, [_date(4)]))
    assert noted_problems(alone) == ((_date(4),), 1)
    assert Profile.loads(str(alone)) == Profile()
    assert problems_alone(_PROFILE) is None


def test_what_is_alike_is_spelled_once() -> None:
    text = with_problems(None, [_date(row) for row in range(1, 401)])
    assert text.count("not understood as a date") == 1


def test_of_a_great_many_the_number_is_known_and_left_out_rows_are_among_the_noted() -> None:
    noted = noted_problems(with_problems(None, [*(_date(row) for row in range(1, MOST + 500)), _NO_NAME]))
    assert noted is not None
    assert (len(noted.problems), noted.n) == (MOST, MOST + 500)
    assert noted.problems[0] == _NO_NAME


def test_a_long_value_is_cut() -> None:
    noted = noted_problems(with_problems(None, [_date(1, "x" * 5000)]))
    assert noted is not None
    value = noted.problems[0].value
    assert value is not None
    assert len(value) < 200
    assert value.endswith("…")


def test_what_was_left_out_before_is_known_wherever_it_stands_now() -> None:
    stored = with_problems(_PROFILE, [_date(4), _NO_NAME])
    assert left_out_before([replace(_NO_NAME, row=11)], stored)
    assert not left_out_before([_NO_NAME, replace(_NO_NAME, row=11)], stored)
    assert not left_out_before([_date(4)], stored)
    assert not left_out_before([_NO_NAME], _PROFILE)


@pytest.mark.parametrize(
    "stored",
    [
        "",
        "{",
        "[" * 100_000,
        "7",
        *(json.dumps({"version": 1, "problems": found}) for found in (7, [7], [{"n": "x"}], [{"places": [[1]]}])),
    ],
)
def test_what_no_version_spells_is_not_noted(stored: str) -> None:
    assert noted_problems(stored) is None


def test_noted_problems_are_told_in_the_language_spoken_then() -> None:
    before = language()
    try:
        set_language("fi")
        said = _("The reference is already on row {row}.").format(row=7)
        one = Problem("Hankkeet", 9, "Tunnus", "H-1", said, _("a date"), fatal=True)
        stored = with_problems(None, [one])
        set_language("sv")
        noted = noted_problems(stored)
        assert noted is not None
        [told] = noted.problems
        assert told.message == _("The reference is already on row {row}.").format(row=7) != said
        assert with_problems(None, noted.problems) == stored
    finally:
        set_language(before)
