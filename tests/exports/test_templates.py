"""Whom a file is for: nothing confidential reaches others, by whatever way its name could."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from kpkportfolio.errors import UsageError
from kpkportfolio.exports.changes_sheet import since_latest
from kpkportfolio.exports.csv_file import write_csv
from kpkportfolio.exports.excel import Cover, write_excel
from kpkportfolio.exports.project_xml import write_project_xml
from kpkportfolio.exports.templates import Choice, Template, concerned, extract, organisation_named
from kpkportfolio.model.change import Change, Operation, OperationKind, new_id
from kpkportfolio.model.rows import Contents
from kpkportfolio.model.vocabulary import OverlapKind
from kpkportfolio.overlap.finding import Finding, Reason
from kpkportfolio.snapshots import take
from kpkportfolio.store.portfolio import Portfolio

COVER = Cover("Näyte", date(2011, 11, 15), "ab" * 32)
SECRET = "Salattavahanke"


@pytest.fixture
def ids() -> dict[str, str]:
    return {name: new_id() for name in ("secret", "part", "open", "other", "city", "unit", "state", "service")}


@pytest.fixture
def contents(tmp_path: Path, ids: dict[str, str]) -> Any:
    """An open initiative, and a confidential one that everything else speaks of."""
    portfolio = Portfolio.create(tmp_path / "salkku.sqlite")

    def new(entity: str, id_: str = "", **fields: Any) -> Change:
        return Change(entity, id_ or new_id(), None, fields)

    secret = ids["secret"]
    first, last = sorted((ids["open"], secret))
    changes = [
        new("organisation", ids["city"], name="Testikaupunki", kind="municipality"),
        new("organisation", ids["unit"], name="Testin sivistystoimi", kind="other", parent_id=ids["city"]),
        new("organisation", ids["state"], name="Testivirasto", kind="state"),
        new("initiative", secret, kind="initiative", title=SECRET, confidential=True, organisation_id=ids["city"]),
        new("initiative", ids["part"], kind="rollout_project", title=f"{SECRET}: käyttöönotto", parent_id=secret),
        new("initiative", ids["open"], kind="initiative", title="Avoin; hanke", organisation_id=ids["state"]),
        new(
            "initiative",
            ids["other"],
            kind="rollout_project",
            title="Kaupungin käyttöönotto",
            parent_id=ids["open"],
            organisation_id=ids["unit"],
            health="red",
            health_reason="Sisäinen syy",
        ),
        new("deliverable", initiative_id=secret, title=f"{SECRET} tuotos", state="planned"),
        new("milestone", initiative_id=secret, title=f"{SECRET} pylväs", due=date(2011, 1, 1)),
        new("money", initiative_id=secret, kind="ict_investment", year=2011, min=987_654_300, max=987_654_300),
        new("impact", initiative_id=secret, kind="ict_saving", year=2011, min=987_654_300, max=987_654_300),
        new("custom_value", initiative_id=secret, name=f"{SECRET} kenttä", value="x"),
        new("dependency", predecessor_id=secret, successor_id=ids["open"], kind="finish_start", lag_days=0),
        new("service", ids["service"], name="Palvelu", kind="application"),
        new("service_initiative", service_id=ids["service"], initiative_id=secret),
        new("service_initiative", service_id=ids["service"], initiative_id=ids["open"]),
        new(
            "overlap_verdict",
            a_id=first,
            b_id=last,
            verdict="overlap",
            reason=f"{SECRET} on sama",
            judged_by="M",
            judged_at=datetime.now(UTC),
            a_text="a" * 64,
            b_text="b" * 64,
        ),
    ]
    portfolio.commit(Operation(OperationKind.ADD, "", changes))
    yield portfolio.contents()
    portfolio.close()


def pair(ids: dict[str, str]) -> Finding:
    reason = Reason("title_words", 1.0, f"{SECRET} mainitaan")
    first, last = sorted((ids["open"], ids["secret"]))
    return Finding(first, last, OverlapKind.OVERLAP, 0.9, (reason,))


def told(path: Path) -> str:
    """Everything in the file, as text."""
    if path.suffix == ".xlsx":
        with ZipFile(path) as archive:
            return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    return path.read_text("utf-8-sig")


@pytest.mark.parametrize(
    "choice", [None, Choice(), Choice(Template.STEERING_GROUP), "municipality"], ids=["none", "full", "group", "city"]
)
def test_nothing_confidential_goes_to_others(
    contents: Contents, ids: dict[str, str], tmp_path: Path, choice: Any
) -> None:
    if choice == "municipality":
        choice = Choice(Template.MUNICIPALITY, organisation_id=ids["city"])
    excel = write_excel(contents, [pair(ids)], tmp_path / "s.xlsx", COVER, choice=choice)
    csv_file = write_csv(contents, tmp_path / "s.csv", choice=choice)
    for path in (excel, csv_file):
        assert SECRET not in told(path)
        assert ids["secret"] not in told(path)
        assert "9876543" not in told(path)
        assert "Kaupungin käyttöönotto" in told(path)
    cover = {row[0]: row[1] for row in openpyxl.load_workbook(excel)["Cover"].iter_rows(values_only=True)}
    assert cover["Confidential"] == "2 initiatives were left out as confidential."


def test_changes_name_nothing_that_is_confidential_now_or_was(tmp_path: Path) -> None:
    portfolio = Portfolio.create(tmp_path / "muutokset.sqlite")
    keys = {name: new_id() for name in (SECRET, "Entinen salaisuus", "Avoin", "Poistettu salaisuus", "Uusi")}

    def commit(*changes: Change) -> None:
        portfolio.commit(Operation(OperationKind.EDIT, "", list(changes)))

    def made(title: str, confidential: bool) -> Change:
        fields: dict[str, Any] = {"kind": "initiative", "title": title, "confidential": confidential}
        return Change("initiative", keys[title], None, fields)

    assert since_latest(portfolio) is None
    commit(made(SECRET, True), made("Entinen salaisuus", True), made("Avoin", False), made("Poistettu salaisuus", True))
    take(portfolio, "Kokous 1")
    link: dict[str, Any] = {"predecessor_id": keys[SECRET], "successor_id": keys["Avoin"]}
    removed = portfolio.record("initiative", keys["Poistettu salaisuus"])
    commit(
        made("Uusi", False),
        Change("initiative", keys["Avoin"], {"end": None}, {"end": date(2012, 3, 4)}),
        Change("initiative", keys["Entinen salaisuus"], {"confidential": True}, {"confidential": False}),
        Change("initiative", keys["Poistettu salaisuus"], removed, None),
        Change("dependency", new_id(), None, {**link, "kind": "finish_start", "lag_days": 0}),
        Change("milestone", new_id(), None, {"initiative_id": keys[SECRET], "title": f"{SECRET} pylväs"}),
    )
    contents, since = portfolio.contents(), since_latest(portfolio)

    def changes(choice: Choice, shown: Any = None) -> list[Any]:
        path = write_excel(contents, [], tmp_path / "s.xlsx", COVER, shown, choice=choice, since=since)
        if not choice.confidential:
            assert SECRET not in told(path)
            assert "Poistettu" not in told(path)
        rows = openpyxl.load_workbook(path)["Changes"].iter_rows(min_row=4, values_only=True)
        return [row for row in rows if row[0]]

    open_file = changes(Choice(Template.STEERING_GROUP))
    assert {row[0] for row in open_file} == {"Avoin", "Uusi"}
    assert [row[3:] for row in open_file if row[0] == "Avoin"] == [("End", None, "04/03/2012")]
    own = changes(Choice(confidential=True))
    assert {row[0] for row in own} >= {SECRET, "Avoin", "Uusi", "Poistettu salaisuus", "Entinen salaisuus"}
    narrowed = changes(Choice(), [row for row in contents.initiatives if row.title == "Uusi"])
    assert {row[0] for row in narrowed} == {"Uusi"}
    portfolio.close()


def test_a_full_file_for_ones_own_use_says_that_it_holds_them(
    contents: Contents, ids: dict[str, str], tmp_path: Path
) -> None:
    excel = write_excel(contents, [pair(ids)], tmp_path / "s.xlsx", COVER, choice=Choice(confidential=True))
    book = openpyxl.load_workbook(excel)
    cover = {row[0]: row[1] for row in book["Cover"].iter_rows(values_only=True)}
    assert cover["Confidential"] == "This file is for one's own use: 1 confidential initiative is in it."
    assert SECRET in {row[0].value for row in book["Initiatives"].iter_rows()}
    assert f"{SECRET} on sama" in told(excel)
    assert SECRET in told(write_csv(contents, tmp_path / "s.csv", choice=Choice(confidential=True)))


def test_the_parts_of_what_is_confidential_are_left_out_of_a_plan(contents: Contents, tmp_path: Path) -> None:
    assert SECRET not in told(write_project_xml(contents, tmp_path / "s.xml", "Näyte"))


def test_a_municipality_gets_what_it_owns_and_takes_into_use(
    contents: Contents, ids: dict[str, str], tmp_path: Path
) -> None:
    own = concerned(contents, ids["city"])
    assert own == {ids["secret"], ids["part"], ids["open"], ids["other"]}
    assert concerned(contents, ids["state"]) == {ids["open"], ids["other"]}
    choice = Choice(Template.MUNICIPALITY, organisation_id=ids["city"])
    excel = write_excel(contents, [], tmp_path / "s.xlsx", COVER, choice=choice)
    assert "Sisäinen syy" not in told(excel)
    assert "Sisäinen syy" in told(write_excel(contents, [], tmp_path / "b.xlsx", COVER))
    cover = {row[0]: row[1] for row in openpyxl.load_workbook(excel)["Cover"].iter_rows(values_only=True)}
    assert cover["For"] == "Municipality: Testikaupunki"


def test_services_are_named_after_what_is_given_alone(contents: Contents, ids: dict[str, str]) -> None:
    assert contents.services[0].initiatives == f"Avoin; hanke; {SECRET}"
    assert [row.initiatives for row in extract(contents).services] == ["Avoin; hanke"]


def test_what_does_not_go_together_is_refused(contents: Contents) -> None:
    for wrong in ({"template": Template.STEERING_GROUP, "confidential": True}, {"template": Template.MUNICIPALITY}):
        with pytest.raises(UsageError):
            Choice(**wrong)
    with pytest.raises(UsageError):
        Choice(organisation_id="x")
    with pytest.raises(UsageError):
        extract(contents, choice=Choice(Template.MUNICIPALITY, organisation_id="x"))


def test_an_organisation_is_known_by_its_name(contents: Contents, ids: dict[str, str]) -> None:
    assert organisation_named(contents.organisations, " testiKAUPUNKI ").id == ids["city"]
    with pytest.raises(UsageError, match="Testikaupunki"):
        organisation_named(contents.organisations, "Testikaupunkki")


def test_only_the_chosen_columns_are_written(contents: Contents, tmp_path: Path) -> None:
    path = write_csv(contents, tmp_path / "s.csv", choice=Choice(columns=frozenset({"status", "end"})))
    assert told(path).splitlines()[0] == "Initiative;Status;End;Key"
