"""A register's names under those of the portfolio: one way for what was said and for what is certain."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from kpkportfolio.registers.difference.reconciling import reconcile
from kpkportfolio.registers.difference.renaming import renamed, spelled_alike, with_names
from kpkportfolio.registers.profile import Profile
from kpkportfolio.registers.reading import read_register
from kpkportfolio.store.portfolio import Portfolio
from tests.registers.read_factory import TODAY, read, register


def test_names_are_known_whatever_the_case_and_the_spaces() -> None:
    rows = [read("1", organisation="hki   KAUPUNKI", programme="Arki"), read("2", organisation="Oulu")]
    told = renamed(rows, {"organisation": {"Hki kaupunki": "Helsinki"}})
    assert [(one.organisation, one.programme) for one in told] == [("Helsinki", "Arki"), ("Oulu", rows[1].programme)]
    assert renamed(rows, {}) == rows


def test_a_name_is_spelled_as_the_register_spells_it_most_often() -> None:
    rows = [
        read("0", organisation="Oulu", programme="KESKUSTA"),
        read("1", organisation="Oulu", programme="Keskusta"),
        read("4", organisation="Oulu", programme="Keskusta"),
        read("5", organisation="Oulu", programme="Keskusta"),
        read("2", organisation="OULU", programme="KESKUSTA"),
        read("3", organisation=None, programme="keskusta  "),
    ]
    told = spelled_alike(rows)
    assert [one.programme for one in told] == ["Keskusta"] * 6
    assert [one.organisation for one in told] == ["Oulu"] * 5 + [None]
    assert spelled_alike(told) == told


def test_what_a_person_said_stands_before_what_is_certain() -> None:
    said = replace(
        register(read("1", organisation="Hki"), read("2", organisation="Tku")),
        profile=Profile(names={"organisation": {"HKI": "Helsingin seutu"}}),
    )
    told = with_names(said, {"organisation": {"Hki": "Helsinki", "Tku": "Turku"}})
    assert [one.organisation for one in told.initiatives] == ["Helsingin seutu", "Turku"]
    assert told.profile is not None
    assert told.profile.names["organisation"]["HKI"] == "Helsingin seutu"
    assert with_names(told, {"organisation": {"Tku": "Turku"}}) is told


def test_a_name_said_after_the_import_moves_what_was_read_under_the_other(tmp_path: Path) -> None:
    path = tmp_path / "hankkeet.csv"
    path.write_text("Nro;Hanke;Organisaatio\n1;Ajanvaraus;Hki\n2;Kirjasto;Oulu\n", encoding="utf-8")
    with closing(Portfolio.create(tmp_path / "salkku.sqlite", by="Liisa")) as portfolio:
        for profile in (None, Profile(names={"organisation": {"Hki": "Helsinki"}})):
            found = reconcile(portfolio, read_register(path, profile=profile), TODAY)
            assert found.operation is not None
            portfolio.commit(found.operation)
        assert [change.title for change in found.changed] == ["Ajanvaraus"]
        assert {row.ref: row.organisation for row in portfolio.initiatives()} == {"1": "Helsinki", "2": "Oulu"}
        again = read_register(path, profile=Profile(names={"organisation": {"Hki": "Helsinki"}}))
        assert reconcile(portfolio, again, TODAY).operation is None
