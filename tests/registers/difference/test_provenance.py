"""Where each field of an initiative came from."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kpkportfolio.model.change import Change, Operation, OperationKind
from kpkportfolio.model.vocabulary import Status
from kpkportfolio.registers.columns.words import Field
from kpkportfolio.registers.difference.provenance import Behind, Origin, own, provenance
from kpkportfolio.registers.difference.reconciling import reconcile
from kpkportfolio.registers.difference.remembering import bare, profile_of, recognised
from kpkportfolio.registers.difference.renaming import renamed
from kpkportfolio.registers.profile import Profile
from kpkportfolio.registers.record import ColumnSeen, ReadInitiative, ReadLink, ReadRegister, TableSeen
from kpkportfolio.store.edits import editing
from kpkportfolio.store.portfolio import Portfolio
from tests.registers.read_factory import TODAY, read, register

COLUMNS = {
    "Hanke": Field.TITLE,
    "Vastuutaho": Field.ORGANISATION,
    "Aikataulu": Field.SCHEDULE,
    "Vaihe": Field.STATUS,
    "Kustannus": Field.MONEY,
    "Huom.": None,
}


@pytest.fixture
def local(tmp_path: Path) -> Iterator[Portfolio]:
    """A new, empty portfolio in a file."""
    opened = Portfolio.create(tmp_path / "salkku.sqlite", by="Liisa")
    yield opened
    opened.close()


def seen(*rows: ReadInitiative, file: str = "julkit.xlsx", profile: Profile | None = None) -> ReadRegister:
    """A register of which it is known what its columns were taken for."""
    columns = (*(ColumnSeen(heading, what, None, 0.9, False) for heading, what in COLUMNS.items()),)
    columns = (*columns, ColumnSeen("Diaari", None, "Diaarinumero", 1, True))
    table = TableSeen("Hankkeet", (0, 0), False, True, columns, (), (), len(rows))
    return replace(register(*rows, file=file), tables=(table,), profile=profile)


def bring_in(portfolio: Portfolio, what: ReadRegister, day: date = TODAY) -> None:
    found = reconcile(portfolio, what, day)
    assert found.operation is not None
    portfolio.commit(found.operation)


def origins(portfolio: Portfolio, title: str = "Asiointitili") -> dict[str, Origin]:
    [id_] = [row.id for row in portfolio.initiatives() if row.title == title]
    found = provenance(portfolio, id_)
    assert own(portfolio, [id_]) == {id_: {one.field: one.behind for one in found}}
    return {one.field: one for one in found}


def test_a_registers_value_tells_file_sheet_row_column_and_what_stood_there(portfolio: Portfolio) -> None:
    bring_in(
        portfolio, seen(read(custom=(("Diaarinumero", "VM/1"),), originals={"Vastuutaho": "Valtiovarainministeriˆ"}))
    )
    found = origins(portfolio)
    party = found["organisation"]
    assert (party.behind, party.value, party.said) == (
        Behind.REGISTER,
        "Valtiovarainministeriö",
        "Valtiovarainministeriö",
    )
    assert (party.register, party.file, party.sheet, party.row) == ("julkit", "julkit.xlsx", "Hankkeet", 5)
    assert (party.column, party.original, party.read_on) == ("Vastuutaho", "Valtiovarainministeriˆ", TODAY)
    assert (found["start"].value, found["start"].column, found["end"].column) == (
        date(2010, 1, 1),
        "Aikataulu",
        "Aikataulu",
    )
    assert (found["investment_max"].value, found["investment_max"].column) == (300_000_000, "Kustannus")
    assert (found["custom"].value, found["custom"].column) == (("Diaarinumero: VM/1",), "Diaari")
    assert {one.behind for one in found.values()} == {Behind.REGISTER}
    assert "domain" not in found


def test_a_persons_correction_tells_who_and_when_and_what_the_register_said(portfolio: Portfolio) -> None:
    bring_in(portfolio, seen(read()))
    [row] = portfolio.initiatives()
    portfolio.commit(editing(portfolio, [row.id], {"end": date(2012, 6, 30), "note": "oma huomio"}))
    [money] = portfolio.contents().money
    edit = Change("money", money.id, {"max": money.max}, {"max": 400_000_000})
    portfolio.commit(Operation(OperationKind.EDIT, "", [edit]))
    found = origins(portfolio)
    end = found["end"]
    assert (end.behind, end.value, end.said, end.by) == (Behind.PERSON, date(2012, 6, 30), date(2011, 12, 31), "Liisa")
    assert end.at is not None
    assert (end.register, end.column) == ("julkit", "Aikataulu")
    assert (found["note"].behind, found["note"].register, found["note"].by) == (Behind.PERSON, None, "Liisa")
    assert (found["investment_max"].behind, found["investment_min"].behind) == (Behind.PERSON, Behind.REGISTER)
    # what the register adopts is the register's
    bring_in(portfolio, seen(read(end=date(2012, 6, 30))))
    assert origins(portfolio)["end"].behind is Behind.REGISTER


def test_what_a_person_emptied_is_theirs(local: Portfolio) -> None:
    bring_in(local, seen(read()))
    local.commit(editing(local, [local.initiatives()[0].id], {"person_name": None}))
    found = origins(local)["person"]
    assert (found.behind, found.value, found.said, found.by) == (Behind.PERSON, None, "Leena Koivuharju", "Liisa")


def test_other_records_are_told_by_their_titles(local: Portfolio) -> None:
    rows = [read("A", "Hanke", row=1), read("B", "Osa", row=2, parent="A", predecessors=(ReadLink("A"),))]
    bring_in(local, seen(*rows))
    found = origins(local, "Osa")
    assert (found["parent"].value, found["parent"].behind) == ("Hanke", Behind.REGISTER)
    assert (found["predecessors"].value, found["predecessors"].behind) == (("Hanke",), Behind.REGISTER)


def test_an_initiative_that_is_not_there_has_no_origin(local: Portfolio) -> None:
    assert provenance(local, "ei-ole") == []


def test_how_a_register_was_read_is_remembered_with_it_and_undone_with_it(portfolio: Portfolio) -> None:
    bring_in(portfolio, register(read()))
    assert profile_of(portfolio, "JulkIT") is None
    said = Profile(
        statuses={"Käynnissä": Status.IMPLEMENTATION}, names={"organisation": {"VM": "Valtiovarainministeriö"}}
    )
    what = seen(*renamed([read(organisation="VM")], said.names), profile=said)
    bring_in(portfolio, what)
    assert profile_of(portfolio, "JulkIT") == said
    assert reconcile(portfolio, what, TODAY).operation is None
    assert [row.organisation for row in portfolio.initiatives()] == ["Valtiovarainministeriö"]
    assert [row.name for row in portfolio.contents().organisations] == ["Valtiovarainministeriö"]
    portfolio.undo()
    assert profile_of(portfolio, "JulkIT") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("JulkIT-hankkeet 2011-03", "julkit_hankkeet_2012-10_v2"),
        ("Hankesalkku_maaliskuu2011 (kopio)", "hankesalkku lopullinen"),
        ("ict-hankkeet 31.12.2011", "ICT hankkeet Q1 2012"),
        ("Projektportfölj hösten 2011", "projektportfölj slutlig"),
    ],
)
def test_a_files_name_is_the_same_whatever_its_date_and_version(one: str, other: str) -> None:
    assert bare(one) == bare(other) != ""


def test_a_file_is_recognised_by_its_name_and_its_headings(local: Portfolio) -> None:
    bring_in(local, seen(read(), file="julkit-hankkeet 2011.xlsx"))
    headings = [*COLUMNS, "Diaari"]
    assert recognised(local, Path("JulkIT_hankkeet_2012-06.xlsx")) == "julkit-hankkeet 2011"
    assert (
        recognised(local, Path("JulkIT_hankkeet_2012-06.xlsx"), ["Hankkeet"], headings[:-1]) == "julkit-hankkeet 2011"
    )
    # nearly the name, and the same headings
    assert recognised(local, Path("julkit hanke 2012.xlsx"), ["Hankkeet"], headings) == "julkit-hankkeet 2011"
    # the same form, filled in by somebody else
    assert recognised(local, Path("tampereen projektit.xlsx"), ["Hankkeet"], headings) is None
    # the same name, and another table altogether
    assert recognised(local, Path("julkit-hankkeet 2012.xlsx"), ["Taul1"], ["a", "b", "c", "d", "e"]) is None


def test_a_file_that_may_be_of_two_registers_is_of_none(local: Portfolio) -> None:
    bring_in(local, seen(read(), file="hankkeet 2011.xlsx"))
    bring_in(local, seen(read(), file="hankkeet v2.xlsx"))
    assert recognised(local, Path("hankkeet 2012.xlsx"), [], [*COLUMNS]) is None
