"""MS Project's XML as a register: what is an initiative, a part, a milestone; what is told; what is refused."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpkportfolio.errors import UnacceptableInput
from kpkportfolio.model.vocabulary import DependencyKind, Status
from kpkportfolio.registers.plans.plan import MOST_TASKS
from kpkportfolio.registers.plans.plan_phases import is_phase
from kpkportfolio.registers.reading import read_register
from kpkportfolio.registers.record import ReadBaseline, ReadLink, ReadMilestone
from tests.registers.plan_factory import by_title, element, link, plan, read_text, task, titles

FS, SS = DependencyKind.FINISH_START, DependencyKind.START_START
FF, SF = DependencyKind.FINISH_FINISH, DependencyKind.START_FINISH


# --- real files ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "tasks"),
    [("baselines", 2), ("mspdinulltasks", 9), ("mspdirelations", 6), ("sample", 20)],
)
def test_every_task_of_a_real_plan_is_read_or_reported(shared_data: Path, name: str, tasks: int) -> None:
    register = read_register(shared_data / "real/project_files" / f"{name}.xml")
    assert register.rows_seen + len(register.skipped) == tasks
    assert len(register.initiatives) == register.rows_seen
    assert all(why for _sheet, _row, why in register.skipped)


def test_links_of_all_four_kinds_and_leads_and_lags(shared_data: Path) -> None:
    folder = shared_data / "real/project_files"
    found = by_title(read_register(folder / "mspdirelations.xml"))
    assert [found[f"Task {n}"].predecessors for n in range(1, 6)] == [
        (),
        (ReadLink("1", FS),),
        (ReadLink("2", SS, 1),),
        (ReadLink("3", FF),),
        (ReadLink("4", SF),),
    ]
    related = by_title(read_register(folder / "sample.xml"))
    assert related["Related Task 2b"].predecessors == (ReadLink("11", FS, 1),)
    assert related["Related Task 3b"].predecessors == (ReadLink("13", FS, -1),)


def test_a_real_plan_is_read_as_it_reads_to_the_eye(shared_data: Path) -> None:
    register = read_register(shared_data / "real/project_files/sample.xml")
    found = by_title(register)
    first, second = found["First Task"], found["Second Task"]
    assert (first.ref, first.parent, first.description) == ("1", None, "Test Task Notes")
    assert (first.start, first.end) == (date(2003, 1, 7), date(2003, 3, 18))
    assert first.milestones == (ReadMilestone("Third task", date(2003, 1, 7)),)
    assert (second.parent, second.progress, second.status) == ("1", None, None)
    assert second.investment_max is None, "the plan counts in pounds"
    assert [(problem.column, problem.value, problem.fatal) for problem in register.problems] == [("Cost", "£", False)]
    assert "Third task" not in found


def test_impossible_baselines_of_a_real_plan_are_told_and_left_out(shared_data: Path) -> None:
    register = read_register(shared_data / "real/project_files/baselines.xml")
    assert register.initiatives[0].baseline is None
    assert [problem.column for problem in register.problems] == [f"Baseline {n}" for n in range(1, 11)]
    assert not any(problem.fatal for problem in register.problems)


# --- what is an initiative -----------------------------------------------------------------------------------------


def test_top_level_tasks_are_initiatives_and_tasks_under_them_parts_at_any_depth(tmp_path: Path) -> None:
    text = plan(
        task(0, "Kehityssalkku", 0),
        task(1, "Asiointitili"),
        task(2, "Rajapinnat", 2),
        task(3, "Viestit", 3),
        task(4, "Kansallinen palvelukartta"),
    )
    register = read_text(tmp_path, text)
    assert [(one.title, one.parent) for one in register.initiatives] == [
        ("Asiointitili", None),
        ("Rajapinnat", "1"),
        ("Viestit", "2"),
        ("Kansallinen palvelukartta", None),
    ]
    assert [row for _sheet, row, _why in register.skipped] == [0]
    assert register.remarks == ("Each top-level task was read as an initiative, the tasks under it as its parts.",)


def test_a_plan_of_phases_is_one_initiative(tmp_path: Path) -> None:
    text = plan(
        task(0, "Potilastietojärjestelmän uudistus", 0, Cost=500_000_00),
        task(1, "1. Esiselvitys"),
        task(2, "Määrittely ja hankinta"),
        task(3, "Kilpailutus", 2),
        task(4, "Vaihe 3: toteutus"),
        task(5, "Päätös", 1, Milestone=1),
        head="<Company>Vaasan kaupunki</Company><Manager>Karin Nygård</Manager><CurrencySymbol>€</CurrencySymbol>",
    )
    register = read_text(tmp_path, text)
    whole, *parts = register.initiatives
    assert (whole.title, whole.ref, whole.parent) == ("Potilastietojärjestelmän uudistus", "0", None)
    assert (whole.organisation, whole.person, whole.investment_max) == ("Vaasan kaupunki", "Karin Nygård", 500_000_00)
    assert [(one.title, one.parent) for one in parts] == [
        ("1. Esiselvitys", "0"),
        ("Määrittely ja hankinta", "0"),
        ("Kilpailutus", "2"),
        ("Vaihe 3: toteutus", "0"),
    ]
    assert [one.title for one in whole.milestones] == ["Päätös"]
    assert register.remarks == ("The plan was read as one initiative, its phases as parts of it.",)


@pytest.mark.parametrize(
    "title", ["Määrittely", "Vaihe 2", "Testaus ja käyttöönotto", "Phase II", "Construction phase"]
)
def test_the_names_of_phases(title: str) -> None:
    assert is_phase(title)


@pytest.mark.parametrize("title", ["Potilastietojärjestelmän hankinta", "Asiointitilin käyttöönotto", "2012", "Task 1"])
def test_what_only_speaks_of_a_phase_is_an_undertaking(title: str) -> None:
    assert not is_phase(title)


def test_a_plan_of_milestones_alone_is_one_initiative(tmp_path: Path) -> None:
    register = read_text(tmp_path, plan(task(1, "Hyväksyntä", Milestone=1), task(2, "Valmis", Milestone=1)), "tie.xml")
    (whole,) = register.initiatives
    assert whole.title == "tie"
    assert [one.title for one in whole.milestones] == ["Hyväksyntä", "Valmis"]


def test_a_milestone_at_the_top_belongs_to_what_it_waits_for_or_is_told(tmp_path: Path) -> None:
    text = plan(
        task(1, "Asiointitili"),
        task(2, "Palvelukartta"),
        task(3, "Tuotannossa", 1, link(1), Milestone=1, PercentComplete=100, ActualFinish="2012-04-02T17:00:00"),
        task(4, "Joulu", Milestone=1),
    )
    register = read_text(tmp_path, text)
    assert by_title(register)["Asiointitili"].milestones == (
        ReadMilestone("Tuotannossa", date(2012, 3, 30), date(2012, 4, 2)),
    )
    assert (None, 4, "a milestone that belongs to no task") in register.skipped


def test_what_waits_for_a_milestone_waits_for_what_that_waits_for(tmp_path: Path) -> None:
    text = plan(
        task(1, "Asiointitili"),
        task(2, "Valmis", 2, link(1, lag=4800), Milestone=1),
        task(3, "Palvelukartta", 1, link(2, kind=3, lag=4800)),
        task(4, "Muu", 1, link(1), link(1), link(4)),
    )
    found = by_title(read_text(tmp_path, text))
    assert found["Palvelukartta"].predecessors == (ReadLink("1", SS, 2),)
    assert found["Muu"].predecessors == (ReadLink("1", FS),), "once, and not itself"


# --- one task ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lag", "unit", "days"),
    [(4800, 7, 1), (14400, 8, 1), (-4800, 7, -1), (24000, 9, 7), (96000, 11, 30), (2400, 5, 0), (43200, 8, 3)],
)
def test_lags_in_days_weeks_and_months(tmp_path: Path, lag: int, unit: int, days: int) -> None:
    text = plan(task(1, "Asiointitili"), task(2, "Kartta", 1, link(1, lag=lag, unit=unit)))
    assert by_title(read_text(tmp_path, text))["Kartta"].predecessors == (ReadLink("1", FS, days),)


def test_a_lag_in_per_cent_and_a_link_to_nothing_are_told(tmp_path: Path) -> None:
    text = plan(task(1, "Asiointitili"), task(2, "Kartta", 1, link(1, lag=50, unit=19), link(77)))
    register = read_text(tmp_path, text)
    assert by_title(register)["Kartta"].predecessors == (ReadLink("1", FS),)
    assert [(problem.row, problem.value) for problem in register.problems] == [(2, "50 %"), (2, "77")]


def test_rows_that_are_no_task_are_told(tmp_path: Path) -> None:
    text = plan(
        task(1, "Asiointitili"),
        task(2, "", 0, IsNull=1),
        task(3, " "),
        task(4, "Naapurin työ", ExternalTask=1),
        task(5, "Jäi pois", 2, Milestone=1, Active=0),
    )
    register = read_text(tmp_path, text)
    assert titles(register.initiatives) == ["Asiointitili"]
    assert register.skipped == [
        (None, 2, "the row is empty"),
        (None, 3, "the task has no name"),
        (None, 4, "the task belongs to another plan"),
        (None, 5, "the milestone is inactive"),
    ]


def test_an_inactive_task_is_cancelled_and_a_finished_one_completed(tmp_path: Path) -> None:
    text = plan(task(1, "Peruttu", Active=0), task(2, "Valmis", PercentComplete=100), task(3, "Muu"))
    found = by_title(read_text(tmp_path, text))
    assert [found[title].status for title in ("Peruttu", "Valmis", "Muu")] == [Status.CANCELLED, Status.COMPLETED, None]
    assert found["Muu"].progress == 0, "the plan follows progress"


def test_zeros_that_the_program_fills_in_say_nothing(tmp_path: Path) -> None:
    (one,) = read_text(tmp_path, plan(task(1, "Asiointitili", Priority=500))).initiatives
    assert (one.progress, one.investment_min, one.priority) == (None, None, None)


def test_cost_is_in_cents_of_euros_and_other_money_is_told_once(tmp_path: Path) -> None:
    rows = task(1, "Asiointitili", Cost=35000000), task(2, "Kartta", Cost=100)
    found = by_title(read_text(tmp_path, plan(*rows)))
    assert found["Asiointitili"].investment_min == found["Asiointitili"].investment_max == 350_000_00
    foreign = read_text(
        tmp_path, plan(*rows, head="<CurrencySymbol>€</CurrencySymbol><CurrencyCode>SEK</CurrencyCode>")
    )
    assert {one.investment_max for one in foreign.initiatives} == {None}
    assert [problem.value for problem in foreign.problems] == ["SEK"]


def test_dates_written_by_hand_win_be_they_in_words(tmp_path: Path) -> None:
    text = plan(
        task(1, "Päivät", Manual=1, ManualStart="2012-02-01T08:00:00", ManualFinish="2012-02-29T17:00:00"),
        task(2, "Sanat", Manual=1, StartText="syksy 2012", FinishText="loppuvuosi 2013"),
        task(3, "Jatkuva", Manual=1, StartText="2012", FinishText="jatkuva"),
        task(4, "Arvoitus", Manual=1, StartText="kun ehditään"),
    )
    register = read_text(tmp_path, text)
    found = by_title(register)
    assert (found["Päivät"].start, found["Päivät"].end) == (date(2012, 2, 1), date(2012, 2, 29))
    assert (found["Sanat"].start, found["Sanat"].end) == (date(2012, 7, 1), date(2013, 12, 31))
    assert (found["Jatkuva"].end, found["Jatkuva"].open_ended) == (None, True)
    assert found["Arvoitus"].start is None
    assert [(problem.row, problem.value) for problem in register.problems] == [(4, "kun ehditään")]


def test_an_end_before_the_start_holds_the_task_back(tmp_path: Path) -> None:
    register = read_text(tmp_path, plan(task(1, "Nurin", Finish="2012-02-01T17:00:00"), task(2, "Oikein")))
    assert titles(register.initiatives) == ["Oikein"]
    assert [(problem.row, problem.fatal) for problem in register.problems] == [(1, True)]
    assert register.rows_seen == 2


def test_what_ends_at_midnight_has_ended_the_day_before(tmp_path: Path) -> None:
    (one,) = read_text(tmp_path, plan(task(1, "Asiointitili", Finish="2012-04-01T00:00:00"))).initiatives
    assert one.end == date(2012, 3, 31)


def test_baseline_zero_is_the_baseline_and_the_others_are_kept_by_name(tmp_path: Path) -> None:
    def baseline(number: int, month: int) -> str:
        days = element("Start", f"2012-{month:02}-01T08:00:00"), element("Finish", f"2012-{month:02}-28T17:00:00")
        return element("Baseline", [element("Number", number), *days])

    (one,) = read_text(tmp_path, plan(task(1, "Asiointitili", 1, baseline(2, 5), baseline(0, 4)))).initiatives
    assert one.baseline == ReadBaseline("Baseline", date(2012, 4, 1), date(2012, 4, 28))
    assert one.custom == (("Baseline 2", "2012-05-01 – 2012-05-28"),)


def test_work_resources_are_those_responsible(tmp_path: Path) -> None:
    def resource(uid: int, name: str, kind: int = 1) -> str:
        return element("Resource", [element("UID", uid), element("Name", name), element("Type", kind)])

    people = [
        resource(1, "Kaapeli", 0),
        resource(2, "Leena Koivuharju"),
        resource(3, "Valtiovarainministeriö"),
        resource(4, "Matka", 2),
        resource(5, "Karin Nygård"),
    ]
    given_to = [
        element("Assignment", [element("UID", n), element("TaskUID", 1), element("ResourceUID", n)])
        for n in range(1, 6)
    ]
    nobody = element("Assignment", [element("UID", 9), element("TaskUID", 1), element("ResourceUID", -65535)])
    tail = element("Resources", people) + element("Assignments", [*given_to, nobody])
    (one,) = read_text(tmp_path, plan(task(1, "Asiointitili"), tail=tail)).initiatives
    assert (one.organisation, one.person) == ("Valtiovarainministeriö", "Leena Koivuharju")
    assert one.custom == (("Others who take part", "Karin Nygård"),)


def test_custom_fields_are_kept_under_the_names_people_see(tmp_path: Path) -> None:
    def field(id_: int, own: str, alias: str, *values: str) -> str:
        inner = [element("FieldID", id_), element("FieldName", own), element("Alias", alias)]
        return element("ExtendedAttribute", [*inner, *values])

    chosen = element("ValueList", [element("Value", [element("ID", 7), element("Value", "Pilvi")])])
    head = element(
        "ExtendedAttributes",
        [
            field(188743731, "Text1", "Diaarinumero"),
            field(188743734, "Text2", "Alusta", chosen),
            field(188743786, "Cost1", "Lisenssit"),
            field(188743945, "Date1", "Katselmus"),
        ],
    )

    def value(id_: int, text: object, name: str = "Value") -> str:
        return element("ExtendedAttribute", [element("FieldID", id_), element(name, text)])

    inner = (
        value(188743731, "VM/12"),
        value(188743734, 7, "ValueID"),
        value(188743786, 125050),
        value(188743945, "2012-05-02T00:00:00"),
    )
    (one,) = read_text(
        tmp_path, plan(task(1, "Asiointitili", 1, *inner, Deadline="2012-12-01T17:00:00"), head=head)
    ).initiatives
    assert one.custom == (
        ("Diaarinumero", "VM/12"),
        ("Alusta", "Pilvi"),
        ("Lisenssit", "1250.50"),
        ("Katselmus", "2012-05-02"),
        ("Deadline", "2012-12-01"),
    )


def test_fields_called_as_a_registers_columns_are_taken_for_these(tmp_path: Path) -> None:
    names = ("Tila", "Vastuutaho", "Vastuuhenkilö", "Ohjelma", "Toimiala", "Diaarinumero")
    head = element(
        "ExtendedAttributes",
        [
            element(
                "ExtendedAttribute", [element("FieldID", n), element("FieldName", f"Text{n}"), element("Alias", name)]
            )
            for n, name in enumerate(names)
        ],
    )

    def values(*texts: str) -> list[str]:
        return [
            element("ExtendedAttribute", [element("FieldID", n), element("Value", text)])
            for n, text in enumerate(texts)
        ]

    known = values("toteutus", "Oulun kaupunki", "Leena Koivuharju", "Sähköinen asiointi", "Sivistys", "VM/12")
    text = plan(task(1, "Asiointitili", 1, *known), task(2, "Kartta", 1, *values("violetti")), head=head)
    found = by_title(read_text(tmp_path, text))
    one = found["Asiointitili"]
    assert (one.status, one.organisation, one.person) == (Status.IMPLEMENTATION, "Oulun kaupunki", "Leena Koivuharju")
    assert (one.programme, one.domain) == ("Sähköinen asiointi", "Sivistys")
    assert one.custom == (("Diaarinumero", "VM/12"),)
    assert (found["Kartta"].status, found["Kartta"].custom) == (None, (("Tila", "violetti"),))


def test_addresses_are_links_and_an_inserted_plan_is_named_not_opened(tmp_path: Path) -> None:
    text = plan(
        task(1, "Asiointitili", HyperlinkAddress="https://example.org/a"),
        task(2, "Kartta", HyperlinkAddress="..\\kartta.docx", IsSubproject=1, SubprojectName="C:\\muu.mpp"),
    )
    register = read_text(tmp_path, text)
    found = by_title(register)
    assert found["Asiointitili"].links == ("https://example.org/a",)
    assert found["Kartta"].links == ()
    assert ("Link", "..\\kartta.docx") in found["Kartta"].custom
    assert register.remarks[0] == "The plan refers to another file, C:\\muu.mpp; that was not read."


def test_a_number_that_repeats_identifies_nothing(tmp_path: Path) -> None:
    register = read_text(tmp_path, plan(task(1, "Asiointitili"), task(1, "Kartta")))
    assert [one.ref for one in register.initiatives] == ["1", None]
    assert [(problem.value, problem.fatal) for problem in register.problems] == [("1", False)]


@pytest.mark.parametrize("value", ["99999999999999999999999", "1e400", "nan", "-5", "paljon", ""])
def test_numbers_that_mean_nothing_are_unknown(tmp_path: Path, value: str) -> None:
    text = plan(
        task(1, "Asiointitili", Cost=value, FixedCost=value),
        task(2, "Kartta", 1, element("PredecessorLink", [element("PredecessorUID", 1), element("LinkLag", value)])),
    )
    found = by_title(read_text(tmp_path, text))
    assert found["Asiointitili"].investment_max is None
    assert all(abs(one.lag_days) < 1 for one in found["Kartta"].predecessors)


@pytest.mark.parametrize("day", ["0001-01-01T00:00:00", "9999-12-31T00:00:00", "2012-02-30T08:00:00", "NA", ""])
def test_days_that_no_plan_has_are_unknown(tmp_path: Path, day: str) -> None:
    (one,) = read_text(tmp_path, plan(task(1, "Asiointitili", Start=day, Finish=day))).initiatives
    assert (one.start, one.end) == (None, None)


# --- the file ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
@pytest.mark.parametrize("name", ["suunnitelma.xml", "suunnitelma.txt"])
def test_a_plan_is_known_by_what_is_in_it(tmp_path: Path, encoding: str, name: str) -> None:
    text = plan(task(1, "Sähköinen määrä")).replace('"1.0"', f'"1.0" encoding="{encoding.removesuffix("-sig")}"')
    (one,) = read_text(tmp_path, text.encode(encoding), name).initiatives
    assert one.title == "Sähköinen määrä"


def test_a_plan_without_the_namespace_is_read(tmp_path: Path) -> None:
    assert titles(read_text(tmp_path, plan(task(1, "Asiointitili"), space="")).initiatives) == ["Asiointitili"]


_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
_OUTSIDE = '<!ENTITY l9 SYSTEM "file:///etc/passwd">'


@pytest.mark.parametrize("inside", [f'<!ENTITY l0 "ha">{_LAUGHS}', _OUTSIDE])
@pytest.mark.parametrize("suffix", [".xml", ".gan"])
def test_entities_are_refused_before_they_are_looked_at(tmp_path: Path, inside: str, suffix: str) -> None:
    root, ns = ("Project", ' xmlns="http://schemas.microsoft.com/project"') if suffix == ".xml" else ("project", "")
    text = f'<?xml version="1.0"?><!DOCTYPE {root} [{inside}]><{root}{ns}><Name>&l9;</Name></{root}>'
    with pytest.raises(UnacceptableInput, match="document type definition"):
        read_text(tmp_path, text, f"pommi{suffix}")


def test_a_type_definition_outside_is_not_fetched(tmp_path: Path) -> None:
    text = f'<!DOCTYPE Project SYSTEM "http://127.0.0.1:1/a.dtd">{plan(task(1, "Asiointitili"))[21:]}'
    with pytest.raises(UnacceptableInput, match="document type definition"):
        read_text(tmp_path, text)


@pytest.mark.parametrize(
    "text",
    [
        plan()[:-10] + "<a>" * 100_000 + "</a>" * 100_000,
        plan(task(1, "Asiointitili"))[:-20],
        plan(task(1, "Asiointitili")) + "<loput/>",
        plan(task(1, "Asiointi\0tili")),
        plan(),
        '<?xml version="1.0" encoding="klingon"?><Project/>',
        "<html><body>Kirjaudu</body></html>",
        "aivan muuta",
        "<",
    ],
)
def test_what_is_no_sound_plan_is_refused_in_words(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnacceptableInput, match=r"outo\.xml"):
        read_text(tmp_path, text, "outo.xml")


@pytest.mark.parametrize("name", ["suunnitelma.mpp", "POHJA.MPT"])
def test_a_file_of_the_programs_own_says_what_to_do(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnacceptableInput, match="save it as XML"):
        read_text(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", name)


def test_a_plan_larger_than_any_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "suuri.xml"
    with path.open("wb") as stream:
        stream.write(plan(task(1, "Asiointitili"))[:-20].encode())
        stream.truncate(100 * 1024 * 1024)
    with pytest.raises(UnacceptableInput, match="too large"):
        read_register(path)


def test_more_tasks_than_any_plan_has_are_refused(tmp_path: Path) -> None:
    one = "<Task><UID>1</UID><Name>a</Name></Task>"
    with pytest.raises(UnacceptableInput, match="too large to be a plan"):
        read_text(tmp_path, plan(one * (MOST_TASKS + 1)))


def test_thousands_of_tasks_inside_each_other_are_read(tmp_path: Path) -> None:
    count = 20_000
    text = plan(*(task(n, f"Työ {n}", n, link(n - 1)) for n in range(1, count)))
    register = read_text(tmp_path, text)
    assert len(register.initiatives) == count - 1


def test_reading_can_be_stopped(tmp_path: Path) -> None:
    class Enough(Exception):
        pass

    def stop(_done: int, _total: int) -> None:
        raise Enough

    path = tmp_path / "suunnitelma.xml"
    path.write_text(plan(task(1, "Asiointitili")), "utf-8")
    with pytest.raises(Enough):
        read_register(path, stop)


_rows = st.lists(
    st.tuples(
        st.sampled_from(["Asiointitili", "Määrittely", "", "Vaihe 1", "Kartta"]),
        st.integers(0, 4),
        st.booleans(),
        st.booleans(),
        st.integers(0, 8),
        st.integers(0, 100),
    ),
    max_size=8,
)


@given(rows=_rows)
def test_every_task_of_any_plan_is_read_or_reported(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, int, bool, bool, int, int]]
) -> None:
    text = plan(
        task(0, "Suunnitelma", 0),
        *(
            task(n, title, level, link(before), Milestone=int(milestone), IsNull=int(null), PercentComplete=done)
            for n, (title, level, milestone, null, before, done) in enumerate(rows, start=1)
        ),
    )
    register = read_text(tmp_path_factory.mktemp("plan"), text)
    assert register.rows_seen + len(register.skipped) == len(rows) + 1
    told = sum(why.startswith("a milestone of") for _sheet, _row, why in register.skipped)
    assert told == sum(len(one.milestones) for one in register.initiatives)
    refs = {one.ref for one in register.initiatives}
    for one in register.initiatives:
        assert one.parent is None or one.parent in refs
        assert all(link.ref in refs and link.ref != one.ref for link in one.predecessors)
