"""What is typed into cells: understood in three languages, refused with a reason, written as one operation."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from kpkportfolio.model.change import Change, Operation, OperationKind
from kpkportfolio.model.vocabulary import MoneyKind
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import set_language
from ui.models import editing, parsing
from ui.models.choosing import words_of
from ui.models.parsing import Refused


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    portfolio = Portfolio.create(tmp_path / "p.sqlite", by="Liisa")
    plain = {"kind": "initiative", "open_ended": False, "confidential": False}
    money = {"kind": MoneyKind.ICT_INVESTMENT.value, "min": 10**8, "likely": 10**8, "max": 10**8}
    changes = [
        Change("organisation", "o1", None, {"name": "Vaasan kaupunki", "kind": "municipality"}),
        Change("programme", "p1", None, {"name": "Sähköinen asiointi", "number": 1}),
        Change("person", "h1", None, {"name": "Ilkka Haavisto"}),
        Change("initiative", "a", None, {**plain, "title": "Asiointitili", "start": date(2011, 1, 1)}),
        Change("initiative", "b", None, {**plain, "title": "Ajanvaraus"}),
        Change("initiative", "c", None, {**plain, "title": "Arkisto"}),
        Change("money", "m1", None, {"initiative_id": "a", "year": None, **money}),
        Change("money", "m2", None, {"initiative_id": "b", "year": 2011, **money}),
    ]
    portfolio.commit(Operation(OperationKind.ADD, "3", changes))
    yield portfolio
    portfolio.close()


Write = Callable[[dict[str, dict[str, str]]], int]


@pytest.fixture
def write(portfolio: Portfolio) -> Write:
    """Writes texts and says how many operations that took."""

    def write_(texts: dict[str, dict[str, str]]) -> int:
        before = len(portfolio.operations())
        operation = editing.operation(portfolio, portfolio.contents(), texts)
        if operation is not None:
            portfolio.commit(operation)
        return len(portfolio.operations()) - before

    return write_


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("31.3.2011", date(2011, 3, 31), (date(2011, 3, 31), False)),
        ("2011-03-31", date(2011, 3, 31), (date(2011, 3, 31), False)),
        ("31/03/2011", date(2011, 3, 31), (date(2011, 3, 31), False)),
        ("3/2011", date(2011, 3, 1), (date(2011, 3, 31), False)),
        ("syksy 2010", date(2010, 7, 1), (date(2010, 12, 31), False)),
        ("hösten 2010", date(2010, 7, 1), (date(2010, 12, 31), False)),
        ("Q3/2011", date(2011, 7, 1), (date(2011, 9, 30), False)),
        ("jatkuva", None, (None, True)),
        ("fortlöpande", None, (None, True)),
        ("ei tiedossa", None, (None, False)),
        ("", None, (None, False)),
    ],
)
def test_dates_as_people_write_them(text: str, start: date | None, end: tuple[date | None, bool]) -> None:
    assert (parsing.read_start(text), parsing.read_end(text)) == (start, end)


@pytest.mark.parametrize("text", ["31.2.2011", "ensi viikolla", "abc"])
def test_what_is_no_date_is_refused_with_what_would_be(text: str) -> None:
    with pytest.raises(Refused, match="Accepted"):
        parsing.read_start(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2–3", (2 * 10**8, None, 3 * 10**8)),
        ("1,25", (125_000_000, 125_000_000, 125_000_000)),
        ("1.25", (125_000_000, 125_000_000, 125_000_000)),
        ("350 t€", (35_000_000, 35_000_000, 35_000_000)),
        ("alle 100 000 €", (None, None, 10_000_000)),
    ],
)
def test_money_is_in_millions_unless_it_says_otherwise(text: str, expected: tuple[int | None, ...]) -> None:
    found = parsing.read_millions(text)
    assert found is not None
    assert tuple(found.values()) == expected


@pytest.mark.parametrize("code", ["fi", "sv", "en"])
def test_every_word_that_is_offered_is_understood(code: str, portfolio: Portfolio) -> None:
    set_language(code)
    contents = portfolio.contents()
    for key, read in (("status", parsing.read_status), ("health", parsing.read_health)):
        words = words_of(key, contents)
        assert words is not None
        values = [read(word) for word in words]
        assert values[-1] is None
        assert None not in values[:-1]
        assert len(set(values)) == len(values)
    programmes = words_of("programme", contents)
    assert programmes is not None
    assert parsing.read_name(programmes[-1]) is None


@pytest.mark.parametrize("text", ["40", "40 %", "40%"])
def test_a_share_may_have_its_sign(text: str) -> None:
    assert parsing.read_number(text, 0, 100) == 40


@pytest.mark.parametrize("text", ["101", "-1", "4,5", "y"])
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="0 and 100"):
        parsing.read_number(text, 0, 100)


def test_many_cells_are_one_operation(portfolio: Portfolio, write: Write) -> None:
    texts = {"a": {"status": "Toteutus", "end": "31.3.2013"}, "b": {"health": "red", "progress": "20 %"}}
    assert write(texts) == 1
    rows = {row.id: row for row in portfolio.initiatives()}
    assert (rows["a"].status, rows["a"].end) == ("implementation", date(2013, 3, 31))
    assert (rows["b"].health, rows["b"].progress) == ("red", 20)


def test_what_stays_as_it_is_writes_nothing(write: Write) -> None:
    assert write({"a": {"title": "Asiointitili", "start": "1.1.2011", "investment": "1,0"}}) == 0


def test_a_new_party_is_made_once_and_a_known_one_is_found(portfolio: Portfolio, write: Write) -> None:
    write({"a": {"organisation": "Oulun kaupunki"}, "b": {"organisation": "oulun  KAUPUNKI"}})
    write({"c": {"organisation": "VAASAN kaupunki"}})
    names = [one.name for one in portfolio.contents().organisations]
    assert sorted(names) == ["Oulun kaupunki", "Vaasan kaupunki"]
    rows = {row.id: row for row in portfolio.initiatives()}
    assert (rows["a"].organisation_id, rows["c"].organisation_id) == (rows["b"].organisation_id, "o1")
    assert next(o.kind for o in portfolio.contents().organisations if o.name == "Oulun kaupunki") == "municipality"


def test_unknown_takes_a_value_away(portfolio: Portfolio, write: Write) -> None:
    write({"a": {"organisation": "Vaasan kaupunki", "programme": "1", "person": "Ilkka Haavisto"}})
    row = {row.id: row for row in portfolio.initiatives()}["a"]
    assert (row.organisation, row.programme, row.person) == ("Vaasan kaupunki", "Sähköinen asiointi", "Ilkka Haavisto")
    assert portfolio.record("initiative", "a")["person_id"] == "h1"
    write({"a": {"organisation": "not known", "programme": "", "person": "", "start": "?"}})
    row = {row.id: row for row in portfolio.initiatives()}["a"]
    assert (row.organisation, row.programme, row.person, row.start) == (None, None, None, None)


def test_an_unknown_programme_is_refused(write: Write) -> None:
    with pytest.raises(Refused, match="Avaruus"):
        write({"a": {"programme": "Avaruus"}})


def test_a_single_figure_is_changed_made_and_taken_away(portfolio: Portfolio, write: Write) -> None:
    def figures() -> dict[str, tuple[int | None, int | None]]:
        return {row.id: (row.investment_min, row.investment_max) for row in portfolio.initiatives()}

    write({"a": {"investment": "2–3"}, "c": {"investment": "0,5"}})
    assert figures()["a"] == (2 * 10**8, 3 * 10**8)
    assert figures()["c"] == (5 * 10**7, 5 * 10**7)
    write({"a": {"investment": ""}})
    assert figures()["a"] == (None, None)
    portfolio.undo()
    assert figures()["a"] == (2 * 10**8, 3 * 10**8)


def test_a_figure_divided_into_years_is_not_thrown_together(portfolio: Portfolio, write: Write) -> None:
    with pytest.raises(Refused, match="years"):
        write({"b": {"investment": "2"}})
    row = {row.id: row for row in portfolio.initiatives()}["b"]
    with pytest.raises(Refused, match="years"):
        editing.check(row, "investment", "2", portfolio.contents())


@pytest.mark.parametrize(
    ("key", "text", "reason"),
    [
        ("title", "  ", "empty"),
        ("end", "1.1.2010", "after the end"),
        ("status", "kukaties", "Accepted"),
        ("progress", "200", "0 and 100"),
        ("programme", "Avaruus", "Avaruus"),
    ],
)
def test_a_check_says_why_before_anything_is_written(portfolio: Portfolio, key: str, text: str, reason: str) -> None:
    row = {row.id: row for row in portfolio.initiatives()}["a"]
    with pytest.raises(Refused, match=reason):
        editing.check(row, key, text, portfolio.contents())


def test_one_bad_text_among_many_writes_nothing(portfolio: Portfolio, write: Write) -> None:
    with pytest.raises(Refused):
        write({"a": {"title": "Uusi"}, "b": {"progress": "y"}})
    assert {row.title for row in portfolio.initiatives()} == {"Asiointitili", "Ajanvaraus", "Arkisto"}
    rows = {row.id: row for row in portfolio.initiatives()}
    told = editing.refusals(
        rows, {"a": {"title": "Uusi"}, "b": {"progress": "y"}}, portfolio.contents(), {"progress": "Done", "title": "T"}
    )
    assert len(told) == 1
    assert "Ajanvaraus, Done" in told[0]
