"""The portfolio as a plan of MS Project: what the schema asks for, what is never invented, and the way back."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpkportfolio.errors import EnvironmentFailed
from kpkportfolio.exports.project_xml import write_project_xml
from kpkportfolio.exports.templates import confidential_ids
from kpkportfolio.exports.working_time import hours
from kpkportfolio.model.rows import Contents, DeliverableRow, DependencyRow, InitiativeRow, MilestoneRow, ProgrammeRow
from kpkportfolio.model.vocabulary import DeliverableState, DependencyKind, Health, Status
from kpkportfolio.registers.difference.reconciling import reconcile
from kpkportfolio.registers.reading import read_register
from kpkportfolio.registers.record import ReadInitiative, ReadRegister
from kpkportfolio.sample import sample_operation
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import set_language
from tests.charts.factories import initiative

TODAY = date(2011, 11, 15)
NS = "{http://schemas.microsoft.com/project}"
# the sequences of MS Project's schema (mspdi_pj12.xsd, and where later versions put their own elements)
PROJECT = """
    SaveVersion BuildNumber UID GUID Name Title Subject Category Company Manager Author CreationDate Revision LastSaved
    ScheduleFromStart StartDate FinishDate FYStartDate CriticalSlackLimit CurrencyDigits CurrencySymbol CurrencyCode
    CurrencySymbolPosition CalendarUID DefaultStartTime DefaultFinishTime MinutesPerDay MinutesPerWeek DaysPerMonth
    DefaultTaskType DefaultFixedCostAccrual DefaultStandardRate DefaultOvertimeRate DurationFormat WorkFormat
    EditableActualCosts HonorConstraints EarnedValueMethod InsertedProjectsLikeSummary MultipleCriticalPaths
    NewTasksEffortDriven NewTasksEstimated SplitsInProgressTasks SpreadActualCost SpreadPercentComplete
    TaskUpdatesResource FiscalYearStart WeekStartDay MoveCompletedEndsBack MoveRemainingStartsBack
    MoveRemainingStartsForward MoveCompletedEndsForward BaselineForEarnedValue AutoAddNewResourcesAndTasks StatusDate
    CurrentDate MicrosoftProjectServerURL Autolink NewTaskStartDate NewTasksAreManual DefaultTaskEVMethod
    ProjectExternallyEdited ExtendedCreationDate ActualsInSync RemoveFileProperties AdminProject OutlineCodes WBSMasks
    ExtendedAttributes Calendars Tasks Resources Assignments
""".split()
TASK = """
    UID GUID ID Name Active Manual Type IsNull CreateDate Contact WBS WBSLevel OutlineNumber OutlineLevel Priority Start
    Finish Duration ManualStart ManualFinish ManualDuration DurationFormat Work Stop Resume ResumeValid EffortDriven
    Recurring OverAllocated Estimated Milestone Summary DisplayAsSummary Critical IsSubproject IsSubprojectReadOnly
    SubprojectName ExternalTask ExternalTaskProject EarlyStart EarlyFinish LateStart LateFinish StartVariance
    FinishVariance WorkVariance FreeSlack TotalSlack FixedCost FixedCostAccrual PercentComplete PercentWorkComplete Cost
    OvertimeCost OvertimeWork ActualStart ActualFinish ActualDuration ActualCost ActualOvertimeCost ActualWork
    ActualOvertimeWork RegularWork RemainingDuration RemainingCost RemainingWork RemainingOvertimeCost
    RemainingOvertimeWork ACWP CV ConstraintType CalendarUID ConstraintDate Deadline LevelAssignments LevelingCanSplit
    LevelingDelay LevelingDelayFormat PreLeveledStart PreLeveledFinish Hyperlink HyperlinkAddress HyperlinkSubAddress
    IgnoreResourceCalendar Notes HideBar Rollup BCWS BCWP PhysicalPercentComplete EarnedValueMethod PredecessorLink
    ActualWorkProtected ActualOvertimeWorkProtected ExtendedAttribute Baseline OutlineCode IsPublished StatusManager
""".split()
RESOURCE = "UID GUID ID Name Type IsNull Initials Phonetics NTAccount MaterialLabel Code Group Notes".split()
ASSIGNMENT = "UID GUID TaskUID ResourceUID Units UpdateNeeded VAC Work".split()


def contents(
    initiatives: Iterable[InitiativeRow],
    deliverables: Iterable[DeliverableRow] = (),
    milestones: Iterable[MilestoneRow] = (),
    dependencies: Iterable[DependencyRow] = (),
    programmes: Iterable[ProgrammeRow] = (),
) -> Contents:
    empty: dict[str, Any] = {field: [] for field in Contents._fields}
    return Contents(
        **{
            **empty,
            "initiatives": list(initiatives),
            "deliverables": list(deliverables),
            "milestones": list(milestones),
            "dependencies": list(dependencies),
            "programmes": list(programmes),
        }
    )


def told(one: ReadInitiative) -> dict[str, object]:
    """What was read, as :func:`known` says it."""
    return {
        "title": one.title,
        "description": one.description,
        "organisation": one.organisation,
        "person": one.person,
        "programme": one.programme,
        "domain": one.domain,
        "status": one.status,
        "health": one.health,
        "dates": (one.start, one.end, one.open_ended),
        "progress": one.progress,
        "investment": (one.investment_min, one.investment_max),
        "parent": one.parent,
        "baseline": one.baseline,
        "deliverables": list(one.deliverables),
        "milestones": [tuple(milestone) for milestone in one.milestones],
        "links": sorted(tuple(link) for link in one.predecessors),
    }


def known(whole: Contents, row: InitiativeRow) -> dict[str, object]:
    """What the portfolio knows of an initiative that a plan can hold."""
    out = {one.id for one in whole.initiatives} - confidential_ids(whole.initiatives)
    baseline = (row.baseline_name, row.baseline_start, row.baseline_end)
    return {
        "title": row.title,
        "description": row.description,
        "organisation": row.organisation,
        "person": row.person,
        "programme": row.programme,
        "domain": row.domain,
        "status": row.status,
        "health": row.health,
        "dates": (row.start, row.end, row.open_ended),
        "progress": row.progress,
        "investment": (row.investment_min, row.investment_max),
        "parent": row.parent_id if row.parent_id in out else None,
        "baseline": baseline if baseline[1:] != (None, None) else None,
        "deliverables": [one.title for one in whole.deliverables if one.initiative_id == row.id],
        "milestones": [(one.title, one.due, one.reached_on) for one in whole.milestones if one.initiative_id == row.id],
        "links": sorted(
            (one.predecessor_id, one.kind, one.lag_days)
            for one in whole.dependencies
            if one.successor_id == row.id and one.predecessor_id in out
        ),
    }


def assert_whole(whole: Contents, register: ReadRegister) -> None:
    read = {one.ref: told(one) for one in register.initiatives}
    hidden = confidential_ids(whole.initiatives)
    assert read == {row.id: known(whole, row) for row in whole.initiatives if row.id not in hidden}
    assert not register.problems


@pytest.fixture
def sample(tmp_path: Path) -> Iterable[Portfolio]:
    portfolio = Portfolio.create(tmp_path / "salkku.sqlite", "Kehityssalkku")
    portfolio.commit(sample_operation())
    yield portfolio
    portfolio.close()


def parsed(path: Path) -> ElementTree.Element:
    return ElementTree.parse(path).getroot()


def tasks(path: Path) -> dict[str, ElementTree.Element]:
    return {task.findtext(f"{NS}Name") or "": task for task in parsed(path).iter(f"{NS}Task")}


# --- what the schema asks for ----------------------------------------------------------------------------------------


def in_order(element: ElementTree.Element, order: list[str]) -> bool:
    places = [order.index(child.tag.removeprefix(NS)) for child in element]
    return places == sorted(places)


def test_elements_stand_in_the_order_of_the_schema(sample: Portfolio, tmp_path: Path) -> None:
    root = parsed(write_project_xml(sample.contents(), tmp_path / "salkku.xml", sample.name))
    assert root.tag == f"{NS}Project"
    assert in_order(root, PROJECT)
    for name, order in (("Task", TASK), ("Resource", RESOURCE), ("Assignment", ASSIGNMENT)):
        found = list(root.iter(f"{NS}{name}"))
        assert found
        assert all(in_order(element, order) for element in found)


def test_numbers_are_unique_and_point_at_what_is_there(sample: Portfolio, tmp_path: Path) -> None:
    root = parsed(write_project_xml(sample.contents(), tmp_path / "salkku.xml", sample.name))
    uids = [task.findtext(f"{NS}UID") for task in root.iter(f"{NS}Task")]
    assert uids == [str(n) for n in range(len(uids))]
    people = {one.findtext(f"{NS}UID") for one in root.iter(f"{NS}Resource")}
    for one in root.iter(f"{NS}Assignment"):
        assert one.findtext(f"{NS}TaskUID") in uids
        assert one.findtext(f"{NS}ResourceUID") in people
    assert all(one.findtext(f"{NS}PredecessorUID") in uids for one in root.iter(f"{NS}PredecessorLink"))
    assert root.findtext(f"{NS}CurrencyCode") == "EUR"
    assert root.findtext(f"{NS}Calendars/{NS}Calendar/{NS}Name") == "Standard"
    levels = [int(task.findtext(f"{NS}OutlineLevel") or -1) for task in root.iter(f"{NS}Task")]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_times_durations_and_progress(tmp_path: Path) -> None:
    one = initiative("a", "Asiointitili", start=date(2012, 3, 1), end=date(2012, 3, 14), progress=50)
    task = tasks(write_project_xml(contents([one]), tmp_path / "a.xml", "Salkku"))["Asiointitili"]
    assert task.findtext(f"{NS}Start") == task.findtext(f"{NS}ManualStart") == "2012-03-01T08:00:00"
    assert task.findtext(f"{NS}Finish") == task.findtext(f"{NS}ManualFinish") == "2012-03-14T17:00:00"
    assert task.findtext(f"{NS}Duration") == "PT80H0M0S"
    assert task.findtext(f"{NS}ActualDuration") == task.findtext(f"{NS}RemainingDuration") == "PT40H0M0S"
    assert task.findtext(f"{NS}Manual") == "1"


@given(start=st.dates(date(1990, 1, 1), date(2060, 1, 1)), days=st.integers(0, 400))
def test_working_hours_are_those_of_the_days_from_monday_to_friday(start: date, days: int) -> None:
    every = [date.fromordinal(start.toordinal() + n) for n in range(days + 1)]
    assert hours(start, every[-1]) == 8 * sum(day.weekday() < 5 for day in every)


def test_what_is_not_known_is_not_there(tmp_path: Path) -> None:
    one = initiative("a", "Asiointitili")
    event = MilestoneRow("m", "a", "Hyväksyntä", None, None)
    path = write_project_xml(contents([one], milestones=[event]), tmp_path / "a.xml", "Salkku")
    found = tasks(path)
    for name in ("Start", "Finish", "ManualStart", "ManualFinish", "Duration", "PercentComplete", "Cost", "Notes"):
        assert found["Asiointitili"].find(f"{NS}{name}") is None
    assert found["Hyväksyntä"].find(f"{NS}Start") is None
    assert parsed(path).find(f"{NS}StartDate") is None


def test_confidential_initiatives_stay_in_the_house(tmp_path: Path) -> None:
    rows = [
        initiative("a", "Julkinen", person="Leena Koivuharju"),
        initiative("b", "Salainen", parent_id="a", confidential=True, person="Salainen Henkilö"),
        initiative("c", "Salaisen osa", parent_id="b"),
    ]
    links = [DependencyRow("l", "b", "a", DependencyKind.FINISH_START, 0)]
    inside = [MilestoneRow("m", "b", "Salainen päivä", date(2012, 1, 1), None)]
    path = write_project_xml(contents(rows, milestones=inside, dependencies=links), tmp_path / "a.xml", "Salkku")
    text = path.read_text("utf-8")
    assert "Salainen" not in text
    assert [(one.title, one.parent) for one in read_register(path).initiatives] == [
        ("Julkinen", None),
    ]
    assert "Salaisen" not in text


def test_characters_that_xml_does_not_know_are_left_out(tmp_path: Path) -> None:
    rows = [
        initiative("a", "Asi\x0bointi\ufffetili <&> \U0001f600", description="a\x00b\x1fc\ud800d", person="K\x07. N")
    ]
    (one,) = read_register(write_project_xml(contents(rows), tmp_path / "a.xml", "Sal\x01kku")).initiatives
    assert (one.title, one.description, one.person) == ("Asiointitili <&> \U0001f600", "abcd", "K. N")


def test_names_that_the_program_reads_as_syntax_come_back_whole(tmp_path: Path) -> None:
    rows = [initiative("a", "Asiointitili", organisation="Vaasa; Seinäjoki [yhteinen], KPK", person="Nygård, Karin")]
    path = write_project_xml(contents(rows), tmp_path / "a.xml", "Salkku")
    shown = [one.findtext(f"{NS}Name") for one in parsed(path).iter(f"{NS}Resource")]
    assert shown == ["Vaasa Seinäjoki (yhteinen) KPK", "Nygård Karin"]
    (one,) = read_register(path).initiatives
    assert (one.organisation, one.person) == (rows[0].organisation, rows[0].person)


def test_links_the_program_does_not_take_travel_in_words(tmp_path: Path) -> None:
    rows = [initiative("a", "A"), initiative("b", "B", parent_id="a"), initiative("c", "C")]
    links = [
        DependencyRow("1", "c", "b", DependencyKind.FINISH_START, 2),
        DependencyRow("2", "c", "b", DependencyKind.START_START, 0),
        DependencyRow("3", "a", "c", DependencyKind.FINISH_START, 0),
        DependencyRow("4", "a", "b", DependencyKind.START_START, 1),
        DependencyRow("5", "c", "a", DependencyKind.FINISH_FINISH, -3),
    ]
    whole = contents(rows, dependencies=links)
    path = write_project_xml(whole, tmp_path / "a.xml", "Salkku")
    found = [one.findtext(f"{NS}LinkLag") for one in parsed(path).iter(f"{NS}PredecessorLink")]
    assert found == ["28800"], "two days of the calendar; the others are a second, a circle, kin, and into a summary"
    assert_whole(whole, read_register(path))


def test_what_stood_there_stays_when_the_file_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailed):
        write_project_xml(contents([initiative("a", "A")]), tmp_path / "ei" / "a.xml", "Salkku")


# --- the way back ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_sample_comes_back_as_it_went(sample: Portfolio, tmp_path: Path, language: str) -> None:
    set_language(language)
    whole = sample.contents()
    path = write_project_xml(whole, tmp_path / "salkku.xml", sample.name)
    set_language("en")
    assert_whole(whole, read_register(path))


def test_only_what_is_shown_goes_out(sample: Portfolio, tmp_path: Path) -> None:
    whole = sample.contents()
    shown = [row for row in whole.initiatives if row.kind.value == "initiative"][:5]
    register = read_register(write_project_xml(whole, tmp_path / "osa.xml", sample.name, shown))
    assert sorted(str(one.ref) for one in register.initiatives) == sorted(row.id for row in shown)


def as_saved_by_the_program(path: Path) -> None:
    """What MS Project makes of the file: what it needs and did not find it fills in."""
    text = path.read_text("utf-8").replace(f' xmlns="{NS[1:-1]}"', "")
    root = ElementTree.fromstring(text)
    first = root.findtext("StartDate") or "2012-01-02T08:00:00"
    if root.find("StartDate") is None:
        ElementTree.SubElement(root, "StartDate").text = first
    for task in root.iter("Task"):
        start, end = task.findtext("Start"), task.findtext("Finish")
        filled = {
            "Start": start or end or first,
            "Finish": end or f"{(start or first)[:10]}T17:00:00",
            "PercentComplete": task.findtext("PercentComplete") or "0",
            "Cost": task.findtext("Cost") or "0",
        }
        if task.findtext("Summary") == "1":
            filled["PercentComplete"] = "17"
        for name, value in filled.items():
            for old in task.findall(name):
                task.remove(old)
            ElementTree.SubElement(task, name).text = value
    root.set("xmlns", NS[1:-1])
    path.write_bytes(ElementTree.tostring(root, "utf-8"))


def test_what_the_program_fills_in_is_not_taken_for_knowledge(sample: Portfolio, tmp_path: Path) -> None:
    whole = sample.contents()
    path = write_project_xml(whole, tmp_path / "salkku.xml", sample.name)
    as_saved_by_the_program(path)
    assert_whole(whole, read_register(path))


def test_what_is_edited_in_the_program_is_seen(tmp_path: Path) -> None:
    rows = [
        initiative("a", "Asiointitili", start=date(2012, 1, 2), end=date(2012, 6, 29), programme_id="p", programme="P")
    ]
    whole = contents(rows, programmes=[ProgrammeRow("p", 1, "P")])
    path = write_project_xml(whole, tmp_path / "a.xml", "Salkku")
    as_saved_by_the_program(path)
    text = path.read_text("utf-8").replace("2012-06-29T17", "2012-08-31T17").replace("Asiointitili", "Asiointi")
    added = (
        "<Task><UID>90</UID><ID>90</ID><Name>Hyväksytty</Name><OutlineLevel>2</OutlineLevel><Milestone>1</Milestone>"
        "<Finish>2012-05-02T17:00:00</Finish></Task>"
        "<Task><UID>91</UID><ID>91</ID><Name>Uusi hanke</Name><OutlineLevel>2</OutlineLevel></Task>"
    )
    path.write_text(text.replace("</Tasks>", added + "</Tasks>"), "utf-8")
    old, new = read_register(path).initiatives
    assert (old.ref, old.title, old.end) == ("a", "Asiointi", date(2012, 8, 31))
    assert [tuple(one) for one in old.milestones] == [("Hyväksytty", date(2012, 5, 2), None)]
    assert (new.title, new.ref, new.programme) == ("Uusi hanke", "UID 91", "P")


def test_the_same_plan_imported_again_changes_nothing(sample: Portfolio, tmp_path: Path) -> None:
    path = write_project_xml(sample.contents(), tmp_path / "suunnitelma.xml", sample.name)
    first = reconcile(sample, read_register(path), TODAY)
    assert first.operation is not None
    sample.commit(first.operation)
    again = reconcile(sample, read_register(path), TODAY)
    assert (again.operation, again.new, again.changed, again.vanished) == (None, [], [], [])
    assert again.unchanged == len(read_register(path).initiatives)


_WORDS = st.text(st.characters(exclude_categories=["C"], exclude_characters="\r"), min_size=1, max_size=30).filter(
    lambda text: text == text.strip() and bool(re.search(r"[^\W_]", text))
)
_DAYS = st.none() | st.dates(date(1990, 1, 1), date(2060, 1, 1))
_PROGRAMMES = [ProgrammeRow("p0", 1, "Sähköinen asiointi"), ProgrammeRow("p1", None, "Perustietovarannot")]


@st.composite
def _schedules(draw: st.DrawFn) -> Mapping[str, object]:
    start, end = draw(_DAYS), draw(_DAYS)
    if start and end and start > end:
        start, end = end, start
    return {"start": start, "end": end, "open_ended": end is None and draw(st.booleans())}


@st.composite
def _initiatives(draw: st.DrawFn, number: int) -> InitiativeRow:
    programme = draw(st.none() | st.sampled_from(_PROGRAMMES))
    baseline = draw(_schedules())
    money = sorted(draw(st.lists(st.integers(1, 10**12), min_size=2, max_size=2)))
    return initiative(
        f"i{number}",
        draw(_WORDS),
        **draw(_schedules()),
        parent_id=draw(st.none() | st.integers(0, number).map(lambda n: f"i{n - 1}" if n else None)),
        description=draw(st.none() | _WORDS),
        organisation=draw(st.none() | _WORDS),
        person=draw(st.none() | _WORDS),
        programme_id=programme.id if programme else None,
        programme=programme.name if programme else None,
        domain=draw(st.none() | _WORDS),
        status=draw(st.none() | st.sampled_from(Status)),
        health=draw(st.none() | st.sampled_from(Health)),
        progress=draw(st.none() | st.integers(0, 100)),
        investment_min=draw(st.sampled_from([None, money[0]])),
        investment_max=draw(st.sampled_from([None, money[1], money[0]])),
        baseline_name="Ohjausryhmä 3/2011",
        baseline_start=baseline["start"],
        baseline_end=baseline["end"],
        confidential=draw(st.integers(0, 9)) == 0,
    )


@st.composite
def _portfolios(draw: st.DrawFn) -> Contents:
    rows = [draw(_initiatives(number)) for number in range(draw(st.integers(1, 6)))]
    ids = st.sampled_from([row.id for row in rows])
    deliverables = [
        DeliverableRow(f"d{n}", draw(ids), n, draw(_WORDS), draw(_DAYS), draw(st.sampled_from(DeliverableState)))
        for n in range(draw(st.integers(0, 3)))
    ]
    milestones = [
        MilestoneRow(f"m{n}", draw(ids), draw(_WORDS), draw(_DAYS), draw(_DAYS)) for n in range(draw(st.integers(0, 3)))
    ]
    pairs = draw(st.sets(st.tuples(ids, ids, st.sampled_from(DependencyKind)), max_size=5))
    dependencies = [
        DependencyRow(f"l{n}", first, then, kind, draw(st.integers(-400, 400)))
        for n, (first, then, kind) in enumerate(sorted(pairs))
        if first != then
    ]
    return contents(rows, deliverables, milestones, dependencies, _PROGRAMMES)


@given(whole=_portfolios())
@settings(max_examples=80)
def test_any_portfolio_comes_back_as_it_went(tmp_path_factory: pytest.TempPathFactory, whole: Contents) -> None:
    path = write_project_xml(whole, tmp_path_factory.mktemp("plan") / "salkku.xml", "Salkku")
    if len(confidential_ids(whole.initiatives)) == len(whole.initiatives):
        assert read_register(path).initiatives == []
        return
    assert_whole(whole, read_register(path))
    as_saved_by_the_program(path)
    assert_whole(whole, read_register(path))


def test_a_range_turned_round_in_the_program_is_told(tmp_path: Path) -> None:
    row = initiative("a", "Asiointitili", investment_min=100_00, investment_max=200_00)
    path = write_project_xml(contents([row]), tmp_path / "a.xml", "Salkku")
    path.write_text(path.read_text("utf-8").replace("<Value>10000</Value>", "<Value>30000</Value>"), "utf-8")
    register = read_register(path)
    assert (register.initiatives[0].investment_min, register.initiatives[0].investment_max) == (None, None)
    assert [(problem.column, problem.fatal) for problem in register.problems] == [("ICT investment", False)]


def test_a_task_copied_in_the_program_is_a_new_one(tmp_path: Path) -> None:
    path = write_project_xml(contents([initiative("a", "Asiointitili")]), tmp_path / "a.xml", "Salkku")
    text = path.read_text("utf-8")
    ((copied,),) = [re.findall(r"<Task>(?:(?!</Task>).)*Asiointitili.*?</Task>", text, re.DOTALL)]
    copy = copied.replace("<UID>1</UID>", "<UID>2</UID>").replace("Asiointitili", "Asiointitili 2")
    path.write_text(text.replace(copied, copied + copy), "utf-8")
    register = read_register(path)
    assert [(one.title, one.ref) for one in register.initiatives] == [
        ("Asiointitili", "a"),
        ("Asiointitili 2", "UID 2"),
    ]
    assert [(problem.value, problem.fatal) for problem in register.problems] == [("a", False)]
