"""What a Gantt shows: groups, rows, spans, slips and arrows."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpkportfolio import text
from kpkportfolio.charts.bars import (
    GanttRow,
    build_arrows,
    build_rows,
    slip_text,
    span,
    visible_rows,
    window_of,
)
from kpkportfolio.model.rows import DependencyRow, ProgrammeRow
from kpkportfolio.model.vocabulary import DependencyKind, Status
from tests.charts.factories import (
    PROGRAMMES,
    dependencies,
    initiative,
    milestones,
    portfolio,
)

DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))
FIRST, LAST = date(2010, 1, 1), date(2014, 12, 31)


def bar(start: date | None = None, end: date | None = None, **fields: object) -> GanttRow:
    return GanttRow("a", 1, False, "A", start=start, end=end, **fields)  # type: ignore[arg-type]  # a shorthand


def test_each_programme_comes_before_its_members_in_the_order_of_numbers() -> None:
    rows = build_rows(portfolio(), programmes=PROGRAMMES)
    groups = [row for row in rows if row.is_group]
    assert [row.programme_number for row in groups] == [1, 2, 3, 4, 5, 6, 7]
    assert [row.members for row in groups] == [5, 4, 5, 4, 5, 5, 4]
    assert len(rows) == 32 + 7
    assert groups[0].investment_min == 660_000_000
    assert groups[5].open_ended
    assert groups[5].end is None
    assert groups[5].investment_unknown == 1


def test_what_has_no_group_comes_last_and_says_so() -> None:
    rows = build_rows(
        [
            initiative("a", "Ilman"),
            initiative("b", "Toinen", programme_id="p2", programme="Z"),
            initiative("c", "Eka", programme_id="p1", programme="Y", programme_number=9),
        ],
        programmes=[ProgrammeRow("p2", None, "Nimetty")],
    )
    assert [row.title for row in rows] == ["Y", "Eka", "Nimetty", "Toinen", "No programme", "Ilman"]
    assert [row.programme_number for row in rows if row.is_group] == [9, None, None]


@pytest.mark.parametrize(
    ("group_by", "titles"),
    [
        ("status", ["Approved", "Completed", "Status not known"]),
        ("organisation", ["Espoo", "Vantaa", "Responsible party not known"]),
        ("domain", ["Opetus", "Domain not known"]),
        ("none", []),
    ],
)
def test_grouping_by_other_things(group_by: str, titles: list[str]) -> None:
    rows = build_rows(
        [
            initiative("a", "A", status=Status.COMPLETED, organisation="Vantaa"),
            initiative("b", "B", status=Status.APPROVED, domain="Opetus"),
            initiative("c", "C", organisation="Espoo"),
        ],
        group_by=group_by,  # type: ignore[arg-type]  # from the table above
    )
    assert [row.title for row in rows if row.is_group] == titles
    assert len([row for row in rows if not row.is_group]) == 3


def test_projects_stand_under_their_initiative_and_its_investment_covers_theirs() -> None:
    rows = build_rows(
        [
            initiative("child", "Lapsi", parent_id="root", investment_min=5, investment_max=7),
            initiative("root", "Juuri", investment_min=10, investment_max=10),
            initiative("bare", "Paljas"),
            initiative("kid", "Muu lapsi", parent_id="bare", investment_min=1),
            initiative("lost", "Orpo", parent_id="elsewhere"),
        ]
    )
    assert [(row.title, row.level) for row in rows] == [
        ("No programme", 0),
        ("Juuri", 1),
        ("Lapsi", 2),
        ("Paljas", 1),
        ("Muu lapsi", 2),
        ("Orpo", 1),
    ]
    assert (rows[0].investment_min, rows[0].investment_max, rows[0].investment_unknown) == (11, 11, 1)
    assert rows[0].members == 3


def test_a_ring_of_parents_loses_nobody() -> None:
    ring = [initiative("a", "A", parent_id="b"), initiative("b", "B", parent_id="a")]
    assert {row.id for row in build_rows(ring, group_by="none")} == {"a", "b"}


def test_unknown_stays_unknown() -> None:
    (row,) = build_rows([initiative("a", "A")], group_by="none")
    assert (row.start, row.end, row.progress, row.slip_days, row.investment_min) == (None,) * 5
    assert not row.off_baseline
    assert span(row, FIRST, LAST) is None


def test_a_milestone_stands_where_it_was_reached_and_without_a_date_nowhere() -> None:
    rows = {row.id: row for row in build_rows(portfolio(), milestones())}
    assert [(mark.date, mark.reached) for mark in rows["i1"].milestones] == [
        (date(2011, 8, 31), True),
        (date(2012, 9, 30), False),
    ]
    assert rows["i11"].milestones == ()


def test_slip_is_told_in_days_with_its_sign() -> None:
    text.set_language("fi")
    rows = {row.title: row for row in build_rows(portfolio())}
    assert slip_text(rows["Kansalaisen asiointitili"]) == "+184 pv"
    assert slip_text(rows["Yhteinen asianhallintapalvelu"]) == "+90 pv"
    assert slip_text(bar(slip_days=-2)) == "\u22122 pv"
    assert slip_text(bar(slip_days=0)) == ""
    assert slip_text(rows["Oppilashallinto"]) == ""


def test_a_collapsed_group_keeps_its_own_row() -> None:
    rows = build_rows(portfolio(), programmes=PROGRAMMES)
    shown = visible_rows(rows, {"programme:p1", "programme:p7"})
    assert len(shown) == len(rows) - 5 - 4
    assert shown[0].id == "programme:p1"
    assert shown[1].id == "programme:p2"
    assert shown[-1].id == "programme:p7"


def test_the_window_is_whole_years_and_never_empty() -> None:
    assert window_of(build_rows(portfolio())) == (date(2009, 1, 1), date(2014, 12, 31))
    assert window_of([]) == (date(2010, 1, 1), date(2014, 12, 31))
    assert window_of([], date(2026, 5, 1)) == (date(2026, 1, 1), date(2026, 12, 31))


def test_spans_tell_what_goes_on_outside_the_window() -> None:
    both = span(bar(date(2009, 5, 1), date(2015, 1, 1)), FIRST, LAST)
    assert both is not None
    assert (both.start, both.end, both.before, both.after) == (FIRST, LAST, True, True)
    open_end = span(bar(date(2012, 1, 1), open_ended=True), FIRST, LAST)
    assert open_end is not None
    assert (open_end.end, open_end.open_ended, open_end.after) == (LAST, True, False)
    lone = span(bar(end=date(2012, 1, 1)), FIRST, LAST)
    assert lone is not None
    assert lone.lone
    assert span(bar(date(2015, 1, 1), date(2016, 1, 1)), FIRST, LAST) is None
    assert span(bar(date(2005, 1, 1), date(2009, 12, 31)), FIRST, LAST) is None


@given(DAYS, DAYS, DAYS, DAYS)
def test_a_span_lies_in_its_row_and_in_the_window(a: date, b: date, c: date, d: date) -> None:
    (start, end), (first, last) = sorted((a, b)), sorted((c, d))
    shown = span(bar(start, end), first, last)
    assert (shown is None) == (end < first or start > last)
    if shown is not None:
        assert max(start, first) == shown.start <= shown.end == min(end, last)
        assert (shown.before, shown.after) == (start < first, end > last)


def test_arrows_need_both_rows() -> None:
    rows = build_rows(portfolio(), programmes=PROGRAMMES)
    arrows = build_arrows(rows, dependencies())
    assert [(rows[a.predecessor].id, rows[a.successor].id, a.broken) for a in arrows] == [
        ("i7", "i8", False),
        ("i10", "i13", True),
        ("i24", "i25", False),
    ]


@given(DAYS, st.integers(0, 900), DAYS, st.integers(0, 900), st.sampled_from(DependencyKind), st.integers(-400, 400))
def test_an_arrow_is_broken_exactly_when_the_earliest_day_is_missed(
    start: date, length: int, later: date, other: int, kind: DependencyKind, lag: int
) -> None:
    before = bar(start, start + timedelta(length))
    after = bar(later, later + timedelta(other))._replace(id="b")
    (arrow,) = build_arrows([before, after], [DependencyRow("x", "a", "b", kind, lag)])
    assert before.end is not None
    assert after.end is not None
    # by hand: moments in half days, a start at the day's beginning and an end at its close
    moments = {
        DependencyKind.FINISH_START: (before.end.toordinal() + 1, later.toordinal()),
        DependencyKind.START_START: (start.toordinal(), later.toordinal()),
        DependencyKind.FINISH_FINISH: (before.end.toordinal() + 1, after.end.toordinal() + 1),
        DependencyKind.START_FINISH: (start.toordinal(), after.end.toordinal() + 1),
    }
    earliest, actual = moments[kind]
    assert arrow.broken == (actual - earliest < lag)


def test_a_successor_may_start_the_day_after_and_not_on_the_same_day() -> None:
    before = bar(date(2011, 1, 1), date(2011, 6, 30))
    after = bar(date(2011, 7, 1), date(2011, 8, 1))._replace(id="b")
    link = DependencyRow("x", "a", "b", DependencyKind.FINISH_START, 0)
    assert not build_arrows([before, after], [link])[0].broken
    assert build_arrows([before, after._replace(start=date(2011, 6, 30))], [link])[0].broken
    assert build_arrows([before, after], [link._replace(lag_days=1)])[0].broken
    assert build_arrows([before._replace(end=None, open_ended=True), after], [link]) == []
