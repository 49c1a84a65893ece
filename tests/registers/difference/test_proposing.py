"""What a register's names and status words probably mean here."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpkportfolio.model.change import Change, Operation, OperationKind, new_id
from kpkportfolio.model.vocabulary import Status
from kpkportfolio.registers.difference.names import guess_kind
from kpkportfolio.registers.difference.proposing import CERTAIN, proposals, status_proposals, with_certain
from kpkportfolio.registers.difference.reconciling import reconcile
from kpkportfolio.registers.profile import Profile
from kpkportfolio.store.portfolio import Portfolio
from tests.registers.read_factory import TODAY, read, register


class Kept:
    """Records of these names."""

    def __init__(self, *names: str) -> None:
        self.rows: dict[str, dict[str, object]] = {f"id-{name}": {"name": name} for name in names}

    def records(self, _entity: str, **_where: object) -> dict[str, dict[str, object]]:
        return self.rows


PARTIES = Kept(
    "Tampere",
    "Valtiovarainministeriö",
    "Espoo",
    "Helsingin kaupunki",
    "Sansia",
    "Oulun kaupunki, tietohallinto",
    "Kuopion yliopistollinen sairaala",
    "Turun ammattikorkeakoulu",
)
PROGRAMMES = Kept("Sähköinen asiointi", "Terveys ja hyvinvointi", "Perustietovarannot")


def best(name: str, kept: Kept = PARTIES, entity: str = "organisation") -> tuple[str, bool] | None:
    """The likeliest candidate and whether it is certain."""
    found = proposals([name], entity, kept)  # type: ignore[arg-type]  # records of a test
    return (found[0].candidate, found[0].confidence >= CERTAIN) if found else None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Tampereen kaupunki", ("Tampere", True)),
        ("TAMPEREEN KAUPUNGIN", ("Tampere", True)),
        ("Tammerfors stad", ("Tampere", True)),
        ("City of Tampere", ("Tampere", True)),
        ("Tre kaupunki", ("Tampere", True)),
        ("Helsinki", ("Helsingin kaupunki", True)),
        ("Helsingfors", ("Helsingin kaupunki", True)),
        ("Espoon kaupunki (Esbo stad)", ("Espoo", True)),
        ("VM", ("Valtiovarainministeriö", True)),
        ("Finansministeriet", ("Valtiovarainministeriö", True)),
        ("Oulun kaupunki / tietohallinto", ("Oulun kaupunki, tietohallinto", True)),
        # a person is asked
        ("Tampereen kaupunki, tietohallinto", ("Tampere", False)),
        ("Tampereen kaupungin tietohallinto", ("Tampere", False)),
        ("Valtiovarianministeriö", ("Valtiovarainministeriö", False)),
        ("Sansia Oy", ("Sansia", False)),
        ("KYS", ("Kuopion yliopistollinen sairaala", False)),
        # others altogether
        ("Espoon seudun koulutuskuntayhtymä", None),
        ("Tampereen kuntayhtymä", None),
        ("Tampereen yliopisto", None),
        ("Tampere Oy", None),
        ("Tampereen seutu", None),
        ("Oulun kaupunki", None),
        ("Oulun ammattikorkeakoulu", None),
        ("Turku", None),
    ],
)
def test_an_organisation_is_what_its_name_says_and_no_more(name: str, expected: tuple[str, bool] | None) -> None:
    assert best(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("1. Sähköinen asiointi", ("Sähköinen asiointi", True)),
        ("Ohjelma 3: Perustietovarannot", ("Perustietovarannot", True)),
        ("Hyvinvointi ja terveys", ("Terveys ja hyvinvointi", True)),
        ("Sahkoinen asiointi", ("Sähköinen asiointi", True)),
        ("Sähköisen asioinnin ohjelma", ("Sähköinen asiointi", False)),
        ("Sähköinen asiointi 2", None),
        ("Terveyshuolto", None),
    ],
)
def test_a_programme_is_known_by_its_words(name: str, expected: tuple[str, bool] | None) -> None:
    assert best(name, PROGRAMMES, "programme") == expected


def test_what_is_known_already_is_not_proposed() -> None:
    assert best("  tampere ") is None


def test_two_that_would_both_be_certain_are_neither() -> None:
    found = proposals(["Tammerfors stad"], "organisation", Kept("Tampere", "Tampereen kaupunki"))  # type: ignore[arg-type]
    assert [one.candidate for one in found] == ["Tampere", "Tampereen kaupunki"]
    assert all(one.confidence < CERTAIN for one in found)


@given(st.text(max_size=40))
def test_any_name_is_judged(name: str) -> None:
    for one in proposals([name], "organisation", PARTIES):  # type: ignore[arg-type]  # records of a test
        assert 0.5 <= one.confidence <= 1
        assert one.why


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("pilotointi aloitettu keväällä", Status.IMPLEMENTATION),
        ("ohjausryhmän käsittelyssä nyt", Status.PROPOSED),
        ("ei nyt aloitettu", Status.PROPOSED),
        ("kesken mutta valmis", None),
        ("ei kuulemma kesken", None),
        ("hmm", None),
    ],
)
def test_a_status_is_proposed_by_the_words_in_it(word: str, status: Status | None) -> None:
    found = status_proposals([word])
    assert [one.status for one in found] == ([] if status is None else [status])
    assert all(one.confidence < CERTAIN for one in found)


def test_a_status_that_is_understood_is_not_proposed() -> None:
    assert status_proposals(["Käynnissä", "Valmis"]) == []


@pytest.fixture
def local(tmp_path: Path) -> Iterator[Portfolio]:
    """A portfolio that knows the city of Tampere."""
    opened = Portfolio.create(tmp_path / "salkku.sqlite", by="Liisa")
    name = "Tampereen kaupunki"
    city = {"name": name, "kind": guess_kind(name).value}
    opened.commit(Operation(OperationKind.ADD, "", [Change("organisation", new_id(), None, city)]))
    yield opened
    opened.close()


def test_an_import_that_asks_nobody_takes_what_is_certain_and_tells_it(local: Portfolio) -> None:
    rows = [
        read("1", "Yksi", organisation="Tammerfors stad", row=1),
        read("2", "Kaksi", organisation="Tampereen kaupunki, tietohallinto", row=2),
        read("3", "Kolme", organisation="Tampereen kuntayhtymä", row=3),
    ]
    asked, taken = with_certain(register(*rows), local)
    assert [(one.name, one.candidate) for one in taken] == [("Tammerfors stad", "Tampereen kaupunki")]
    assert asked.profile is not None
    assert asked.profile.names == {"organisation": {"Tammerfors stad": "Tampereen kaupunki"}}
    found = reconcile(local, asked, TODAY)
    assert found.operation is not None
    local.commit(found.operation)
    assert {row.ref: row.organisation for row in local.initiatives()} == {
        "1": "Tampereen kaupunki",
        "2": "Tampereen kaupunki, tietohallinto",
        "3": "Tampereen kuntayhtymä",
    }
    # it is remembered, and nothing is left to propose or to change
    assert with_certain(asked, local)[1] == []
    assert reconcile(local, asked, TODAY).operation is None


def test_what_a_person_said_of_a_name_is_not_proposed_otherwise(local: Portfolio) -> None:
    said = Profile(names={"organisation": {"Tammerfors stad": "Tammerfors"}})
    what = replace(register(read(organisation="Tammerfors stad")), profile=said)
    assert with_certain(what, local) == (what, [])


def test_a_register_without_foreign_names_is_left_as_it_is(local: Portfolio) -> None:
    what = register(read(organisation="Tampereen kaupunki"))
    assert with_certain(what, local) == (what, [])


def test_an_acronym_is_made_neither_of_capitals_nor_of_a_company_s_form() -> None:
    assert best("CO", Kept("CAPNOVA", "Cursor Oy", "Curator Ab Oy")) is None
    assert best("VM", Kept("Valtiovarainministeriö", "VALTORI")) == ("Valtiovarainministeriö", True)
