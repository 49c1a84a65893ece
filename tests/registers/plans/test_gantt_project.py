"""GanttProject's files as registers."""

from datetime import date
from pathlib import Path

import pytest

from kpkportfolio.errors import UnacceptableInput
from kpkportfolio.model.vocabulary import DependencyKind
from kpkportfolio.registers.reading import read_register
from kpkportfolio.registers.record import ReadBaseline, ReadLink, ReadMilestone, ReadRegister
from tests.registers.plan_factory import by_title

_WEEK = '<day-types><default-week sun="1" mon="0" tue="0" wed="0" thu="0" fri="0" sat="1"/></day-types>'


def read(folder: Path, tasks: str, calendars: str = _WEEK, rest: str = "", name: str = "Salkku") -> ReadRegister:
    path = folder / "suunnitelma.gan"
    path.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><project name="{name}" company="Vaasan kaupunki">'
        f"<calendars>{calendars}</calendars><tasks>{tasks}</tasks>{rest}</project>",
        "utf-8",
    )
    return read_register(path)


def task(id_: int, name: str, start: str = "2012-03-01", duration: int = 5, inner: str = "", **attributes: str) -> str:
    more = " ".join(f'{key.replace("_", "-")}="{value}"' for key, value in attributes.items())
    return f'<task id="{id_}" name="{name}" start="{start}" duration="{duration}" {more}>{inner}</task>'


def test_every_task_of_a_real_plan_is_read_or_reported(shared_data: Path) -> None:
    register = read_register(shared_data / "real/project_files/HouseBuildingSample.gan")
    found = by_title(register)
    assert len(register.initiatives) == 1 + 16, "the plan itself and its tasks that are no milestones"
    assert len(register.skipped) == 4
    house = found["HouseBuildingSample"]
    assert (house.start, house.end) == (date(2024, 5, 27), date(2024, 10, 14))
    design = found["Architectural design"]
    assert (design.parent, design.progress) == (house.ref, 85)
    assert (design.start, design.end) == (date(2024, 5, 27), date(2024, 6, 28))
    assert design.milestones == (ReadMilestone("Agreement on architectural plan", date(2024, 7, 1)),)
    foundation = found["Foundation building"]
    assert foundation.parent == found["Construction phase"].ref
    assert foundation.person == "John Silver", "the plan says who is responsible"
    # it waits for a milestone, and that for the documents
    assert foundation.predecessors == (ReadLink(found["Prepare construction documents"].ref or ""),)
    assert found["Equipment planning"].description == "Embedded devices, kitchen, washing machine, dryer etc"
    assert not register.problems


def test_the_end_is_counted_in_the_plans_own_working_days(tmp_path: Path) -> None:
    holidays = (
        '<date year="2012" month="3" date="6" type="HOLIDAY"/>'
        '<date year="" month="3" date="9" type="HOLIDAY"/>'
        '<date year="2012" month="3" date="10" type="HOLIDAY"/>'
        '<date year="2012" month="3" date="8" type="WORKING_DAY"/>'
    )
    rows = task(1, "Torstaista"), task(2, "Lauantaista", "2012-03-03", 1), task(3, "Pitkä", "2012-01-02", 260)
    found = by_title(read(tmp_path, "".join(rows), _WEEK + holidays))
    assert found["Torstaista"].end == date(2012, 3, 8), "a holiday and a weekend on the way"
    assert found["Lauantaista"].end == date(2012, 3, 5)
    assert found["Pitkä"].end == date(2013, 1, 1), "260 days of 52 weeks, and two holidays"


@pytest.mark.parametrize("week", ["", '<day-types><only-show-weekends value="true"/></day-types>'])
def test_weeks_of_other_kinds(tmp_path: Path, week: str) -> None:
    (one,) = read(tmp_path, task(1, "Torstaista"), week).initiatives
    assert one.end == (date(2012, 3, 5) if week else date(2012, 3, 7))


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (1, DependencyKind.START_START),
        (2, DependencyKind.FINISH_START),
        (3, DependencyKind.FINISH_FINISH),
        (4, DependencyKind.START_FINISH),
    ],
)
def test_a_dependency_stands_in_what_comes_first(tmp_path: Path, number: int, kind: DependencyKind) -> None:
    first = task(1, "Asiointitili", inner=f'<depend id="2" type="{number}" difference="-3" hardness="Strong"/>')
    found = by_title(read(tmp_path, first + task(2, "Kartta")))
    assert found["Kartta"].predecessors == (ReadLink("1", kind, -3),)
    assert found["Asiointitili"].predecessors == ()


def test_money_addresses_notes_baselines_and_own_fields(tmp_path: Path) -> None:
    fields = (
        '<taskproperties><taskproperty id="a" name="Diaarinumero" type="custom" valuetype="text" defaultvalue="-"/>'
        '<taskproperty id="b" name="Valmis" type="custom"><simple-select select="completion=100"/></taskproperty>'
        "</taskproperties>"
    )
    values = (
        "<notes><![CDATA[Lisätietoja]]></notes>"
        '<customproperty taskproperty-id="a" value="VM/12"/><customproperty taskproperty-id="b" value="false"/>'
    )
    row = task(1, "Asiointitili", inner=values, webLink="https%3A%2F%2Fexample.org%2Fa", cost_manual_value="1250.5")
    silent = task(2, "Kartta", inner='<customproperty taskproperty-id="a" value="-"/>', cost_manual_value="0.0")
    counted = task(3, "Laskettu", cost_manual_value="10", cost_calculated="true")
    saved = (("Vanha", "2012-01-02"), ("Uusi", "2012-02-01"))
    previous = "".join(
        f'<previous-tasks name="{name}"><previous-task id="1" start="{start}" duration="2"/></previous-tasks>'
        for name, start in saved
    )
    found = by_title(read(tmp_path, fields + row + silent + counted, rest=f"<previous>{previous}</previous>"))
    one = found["Asiointitili"]
    assert (one.description, one.links, one.investment_max) == ("Lisätietoja", ("https://example.org/a",), 1250_50)
    assert one.baseline == ReadBaseline("Uusi", date(2012, 2, 1), date(2012, 2, 2))
    assert one.custom == (("Diaarinumero", "VM/12"), ("Vanha", "2012-01-02 – 2012-01-03"))
    assert (found["Kartta"].investment_max, found["Kartta"].custom) == (None, ())
    assert found["Laskettu"].investment_max is None


def test_a_plan_of_phases_has_the_plans_name_and_party(tmp_path: Path) -> None:
    rows = task(1, "Määrittely", complete="100") + task(2, "Toteutus", "2012-04-02")
    whole, first, second = read(tmp_path, rows, name="Asiointitili").initiatives
    assert (whole.title, whole.organisation) == ("Asiointitili", "Vaasan kaupunki")
    assert (first.parent, first.progress, second.parent, second.progress) == (whole.ref, 100, whole.ref, 0)


@pytest.mark.parametrize("duration", ["-4", "99999999999", "paljon"])
def test_a_length_that_is_none_leaves_the_end_unknown(tmp_path: Path, duration: str) -> None:
    row = task(1, "Asiointitili").replace('duration="5"', f'duration="{duration}"')
    (one,) = read(tmp_path, row).initiatives
    assert (one.start, one.end) == (date(2012, 3, 1), None)


def test_a_plan_without_tasks_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnacceptableInput, match="has no tasks"):
        read(tmp_path, "")
