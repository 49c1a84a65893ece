"""Roadmap, years, parties and what is due: sums that add up, nothing unknown drawn as nothing, everything countable."""

import re
from dataclasses import replace
from datetime import date

import pytest

from kpkportfolio import text
from kpkportfolio.charts.bars import build_rows
from kpkportfolio.charts.catalogue import PICTURES
from kpkportfolio.charts.impact import Range, build_impact
from kpkportfolio.charts.parties import build_parties
from kpkportfolio.charts.registry import CHARTS, ChartOptions, draw, page_count
from kpkportfolio.charts.sizes import POINTS_PER_MM
from kpkportfolio.charts.upcoming import build_upcoming
from kpkportfolio.charts.years import added, build_years, counted_once
from kpkportfolio.errors import UsageError
from kpkportfolio.model.rows import DeliverableRow, ImpactRow, MilestoneRow, MoneyRow
from kpkportfolio.model.vocabulary import DeliverableState, ImpactKind, MoneyKind, Status
from tests.charts.factories import PROGRAMMES, TODAY, M, impact, initiative, many, money, portfolio
from tests.charts.test_figures import colliding, data, outside, words


def test_every_picture_has_words_and_a_builder() -> None:
    assert [picture.name for picture in PICTURES] == sorted(CHARTS, key=[p.name for p in PICTURES].index)
    assert all(picture.title and picture.needs for picture in PICTURES)


@pytest.mark.parametrize("name", ["years", "roadmap", "parties", "states", "upcoming"])
def test_thousands_are_put_together_and_nothing_is_cut(name: str) -> None:
    text.set_language("fi")
    rows = [row._replace(organisation=f"Taho {index % 300}") for index, row in enumerate(many(1500))]
    figure = next(draw(name, data(rows), ChartOptions(paged=False)))
    assert outside(figure) == []
    assert colliding(figure) == []


@pytest.mark.parametrize("stack_by", ["programme", "kind", "wave"])
@pytest.mark.parametrize("cumulative", [False, True])
def test_layers_add_up_to_what_the_impact_picture_says(stack_by: str, cumulative: bool) -> None:
    chart = build_years(money(), impact(), portfolio(), stack_by, cumulative)  # type: ignore[arg-type]  # listed above
    other = build_impact(money(), impact())
    assert chart.years == other.years
    for side, kinds in ((False, tuple(MoneyKind)), (True, tuple(ImpactKind))):
        yearly = [chart.total(side, index) for index in range(len(chart.years))]
        last = yearly[-1] if cumulative else added(yearly)
        assert last == other.total(kinds, len(other.years) - 1)


def test_what_is_not_known_is_no_zero_and_stands_beside() -> None:
    rows = [initiative("a", "A"), initiative("b", "B")]
    figures = [
        MoneyRow("1", "a", MoneyKind.ICT_INVESTMENT, 2011, 1 * M, None, 2 * M, None, 2010),
        MoneyRow("2", "a", MoneyKind.ICT_INVESTMENT, None, 3 * M, None, 3 * M, None, 2010),
        MoneyRow("3", "a", MoneyKind.RUNNING_COST, 2011, 9 * M, None, 9 * M, None, 2010),
    ]
    chart = build_years(figures, [ImpactRow("4", "b", ImpactKind.PROCESS_BENEFIT, 2012, None, None, None, None)], rows)
    assert chart.years == (2011,)
    assert chart.total(False, 0) == Range(1 * M, 2 * M)
    assert chart.total(True, 0) is None
    assert chart.undated_investment == Range(3 * M, 3 * M)
    assert (chart.unknown_investment, chart.unknown_impact) == (1, 2)


def test_an_initiative_s_figure_covers_its_projects() -> None:
    rows = [initiative("a", "A"), initiative("p", "P", parent_id="a"), initiative("q", "Q", parent_id="b")]
    figures = [MoneyRow(id_, id_, MoneyKind.ICT_INVESTMENT, 2011, M, None, M, None, None) for id_ in "apq"]
    assert [row.initiative_id for row in counted_once(figures, rows)] == ["a", "q"]
    assert [row.initiative_id for row in counted_once(figures[1:], rows)] == ["p", "q"]
    # parents in a ring, as only damaged data has, end nothing
    ring = [initiative("p", "P", parent_id="q"), initiative("q", "Q", parent_id="p")]
    assert counted_once(figures[1:], ring) is not None


def test_the_smallest_layers_are_put_together_without_loss() -> None:
    rows = [initiative(f"{n}", f"H{n}", programme_id=f"p{n}", programme=f"O{n}", programme_number=n) for n in range(30)]
    figures = [
        MoneyRow(f"{n}", f"{n}", MoneyKind.ICT_INVESTMENT, 2011, n * M, None, n * M, None, 2010) for n in range(30)
    ]
    chart = build_years(figures, [], rows)
    assert len(chart.parts) == 12
    assert chart.parts[-1].merged == 19
    assert chart.total(False, 0) == Range(435 * M, 435 * M)


def test_parties_count_every_initiative_once() -> None:
    rows = [row._replace(organisation=f"Taho {index % 40}") for index, row in enumerate(many(500))]
    chart = build_parties(rows, PROGRAMMES)
    few = chart.most(10)
    assert (len(chart.lines), len(few.lines), few.lines[-1].merged) == (40, 10, 31)
    assert sum(line.total.number for line in chart.lines) == sum(line.total.number for line in few.lines) == 500
    for line in few.lines:
        assert sum(cell.number for cell in line.cells) == line.total.number


@pytest.mark.parametrize("paged", [True, False])
def test_a_roadmap_names_or_counts_every_dated_initiative(paged: bool) -> None:
    text.set_language("en")
    rows = many(400)
    sheets = [words(sheet) for sheet in draw("roadmap", data(rows), ChartOptions(paged=paged))]
    assert paged == (len(sheets) > 1)
    said = [word for sheet in sheets for word in sheet]
    named = sum(row.title in said for row in rows)
    more = sum(int(found[1].replace(",", "")) for word in said if (found := re.match(r"… and ([\d,]+) more;", word)))
    dated = sum(row.start is not None or row.end is not None for row in rows)
    assert named + more == dated
    assert named > 10


def test_a_roadmap_for_a_projector_goes_on_until_everything_is_named() -> None:
    rows = [
        initiative(f"{n}", f"Hanke {n}", start=date(2010, 1 + n % 12, 1), end=date(2011 + n % 3, 12, 31))
        for n in range(40)
    ]
    sheets = list(draw("roadmap", data(rows), ChartOptions(size=(760.0, 370.0))))
    said = [word for sheet in sheets for word in words(sheet)]
    assert all(said.count(row.title) == 1 for row in rows)
    assert len(sheets) > 1
    for number, sheet in enumerate(sheets, 1):
        assert f"{number} / {len(sheets)}" in words(sheet)
        assert outside(sheet) == []
        assert colliding(sheet) == []


def test_a_roadmap_as_low_as_a_slide_names_every_initiative_it_has_room_for() -> None:
    rows = [
        initiative(f"{n}", f"Hanke {n}", start=date(2010, 1 + n % 12, 1), end=date(2011 + n % 3, 12, 31))
        for n in range(24)
    ]
    figure = next(draw("roadmap", data(rows), ChartOptions(size=(1060.0, 420.0))))
    said = words(figure)
    assert all(row.title in said for row in rows)
    assert outside(figure) == []
    assert colliding(figure) == []


def test_due_is_what_is_not_ready_and_not_over() -> None:
    rows = [initiative("a", "A"), initiative("b", "B", status=Status.CANCELLED)]
    milestones = [
        MilestoneRow("1", "a", "Myöhässä", date(2011, 11, 14), None),
        MilestoneRow("2", "a", "Saavutettu", date(2011, 12, 1), date(2011, 12, 1)),
        MilestoneRow("3", "a", "Viimeinen päivä", date(2012, 2, 15), None),
        MilestoneRow("4", "a", "Liian kaukana", date(2012, 2, 16), None),
        MilestoneRow("5", "b", "Peruttu", date(2011, 12, 1), None),
        MilestoneRow("6", "a", "Päivätön", None, None),
    ]
    deliverables = [
        DeliverableRow("7", "a", 0, "Tuotos", date(2012, 1, 1), DeliverableState.PLANNED),
        DeliverableRow("8", "a", 1, "Valmis", date(2012, 1, 1), DeliverableState.DONE),
    ]
    chart = build_upcoming(rows, milestones, deliverables, TODAY, months=3)
    assert [(due.title, due.late) for due in chart.dues] == [
        ("Myöhässä", True),
        ("Tuotos", False),
        ("Viimeinen päivä", False),
    ]
    assert (chart.undated_milestones, chart.undated_deliverables) == (1, 0)


def test_all_that_is_due_is_on_some_page() -> None:
    due = [MilestoneRow(f"{n}", "i0", f"Välitavoite {n}", date(2012, 1, 1 + n % 28), None) for n in range(150)]
    pages = list(draw("upcoming", replace(data(), milestones=due, deliverables=[])))
    said = [word for page in pages for word in words(page)]
    assert len(pages) > 2
    assert all(said.count(row.title) == 1 for row in due)


@pytest.mark.parametrize("count", [0, 1, 32, 700])
def test_the_number_of_gantt_pages_is_known_before(count: int) -> None:
    options = ChartOptions()
    drawn = len(list(draw("gantt", data(many(count)), options)))
    assert page_count("gantt", data(many(count)), options) == drawn


def test_days_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(UsageError):
        draw("gantt", data(), ChartOptions(first=date(2012, 1, 1), last=date(2011, 1, 1)))
    assert build_rows(portfolio())
    # one bound beyond what is known gives an empty window, not an error
    assert outside(next(draw("roadmap", data(), ChartOptions(first=date(2030, 1, 1))))) == []


def test_deliverables_are_on_the_printed_gantt() -> None:
    text.set_language("en")
    assert "deliverable done" in words(next(draw("gantt", data())))
    assert "deliverable done" not in words(next(draw("gantt", replace(data(), deliverables=[]))))


def test_columns_and_margins_of_the_printed_gantt_are_chosen() -> None:
    text.set_language("fi")
    wide = 20 * POINTS_PER_MM
    for figure in draw("gantt", data(), ChartOptions(columns=("start", "done"), margin=wide)):
        said = words(figure)
        assert "Alku" in said
        assert "Valmis" in said
        assert "Loppu" not in said
        assert "Status" not in said
        assert colliding(figure) == []
        edges = [text.x for texts in figure.paper.texts.values() for text in texts]
        assert min(edges) >= wide
        assert max(edges) <= figure.paper.width - wide
    bare = next(draw("gantt", data(), ChartOptions(columns=())))
    assert not {"Alku", "Loppu", "Status", "Valmis"} & set(words(bare))
    assert outside(bare) == []


@pytest.mark.parametrize("name", CHARTS)
def test_the_number_of_sheets_is_told_before(name: str) -> None:
    options = ChartOptions(size=(760.0, 370.0))
    shown = data(many(60))
    told = page_count(name, shown, options)
    assert told == len(list(draw(name, shown, options))) or (told is None and name == "upcoming")
