"""The table of initiatives as a model: order, headings, sums, folding, and what a cell says."""

from collections.abc import Iterator
from datetime import date
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.model.vocabulary import Health, InitiativeKind, OverlapKind, Status
from kpkportfolio.overlap.finding import Finding
from kpkportfolio.text import set_language
from ui.models import clipboard
from ui.models.collation import Collation
from ui.models.column import Surroundings
from ui.models.columns import BY_KEY, COLUMNS, known, written
from ui.models.grouping import Group, Grouping, sums
from ui.models.overlaps import Mark, Near, marks
from ui.models.portfolio_model import PortfolioModel
from ui.models.roles import Bar, CellKind, Role
from ui.models.services_model import ServicesModel
from ui.models.views import BUILT_IN, View
from ui.pages.portfolio.surroundings import bar_years

_BLANK = InitiativeRow(
    id="", version=1, kind=InitiativeKind.INITIATIVE, parent_id=None, title="", short_name=None, description=None,
    language=None, organisation_id=None, organisation=None, organisation_kind=None, person=None, programme_id=None,
    programme=None, programme_number=None, domain=None, register=None, ref=None, file=None, sheet=None, row=None,
    sources=0, status=None, health=None, health_reason=None, start=None, end=None, open_ended=False, progress=None,
    priority=None, wave=None, municipalities=None, confidential=False, investment_min=None, investment_max=None,
    change_min=None, change_max=None, impact_min=None, impact_max=None, baseline_name=None, baseline_start=None,
    baseline_end=None,
)  # fmt: skip


def row(id_: str, title: str = "", **fields: object) -> InitiativeRow:
    return _BLANK._replace(id=id_, title=title or id_, **fields)  # type: ignore[arg-type]  # fields by name


def programme(number: int) -> dict[str, object]:
    return {"programme_id": f"p{number}", "programme": f"Ohjelma {number}", "programme_number": number}


ROWS = [
    row("a", "Äänestys verkossa", **programme(2), investment_min=100_000_000, investment_max=200_000_000),
    row(
        "b", "Asiointitili", **programme(1), status=Status.IDEA, investment_min=250_000_000, investment_max=250_000_000
    ),
    row("c", "Åbo samarbete", **programme(1), end=date(2012, 3, 31), impact_min=10**9, impact_max=2 * 10**9),
    row("d", "Zeppelin", end=date(2011, 3, 31), status=Status.COMPLETED),
    row("e", "Hanke 10", **programme(1), open_ended=True),
    row("f", "Hanke 9", **programme(1)),
]


@pytest.fixture
def model(qapp: QApplication) -> Iterator[PortfolioModel]:
    model = PortfolioModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    show(model, ROWS)
    yield model
    tester.deleteLater()


def show(model: PortfolioModel, rows: list[InitiativeRow], everything: list[InitiativeRow] | None = None) -> None:
    model.show_rows(rows, Surroundings(), rows if everything is None else everything)


def shown(model: PortfolioModel) -> list[str]:
    """Ids of initiatives, and names of headings in brackets, from top to bottom."""
    entries = (model.entry(n) for n in range(model.rowCount()))
    return [f"[{entry.name}]" if isinstance(entry, Group) else entry.id for entry in entries]


def cell(model: PortfolioModel, row_: int, key: str, role: int = Qt.ItemDataRole.DisplayRole) -> object:
    return model.index(row_, model.column_of(key)).data(role)


def test_rows_stand_under_their_programmes_in_the_order_of_titles(model: PortfolioModel) -> None:
    assert shown(model) == ["[Ohjelma 1]", "b", "f", "e", "c", "[Ohjelma 2]", "a", "[No programme]", "d"]


def test_a_heading_sums_ranges_and_never_counts_unknown_as_nothing(model: PortfolioModel) -> None:
    assert cell(model, 0, "title") == "Ohjelma 1"
    assert cell(model, 0, "title", Role.COUNT) == "4 initiatives"
    assert cell(model, 0, "investment") == "2.5"
    assert cell(model, 0, "impact") == "10–20"
    assert cell(model, 5, "investment") == "1.0–2.0"
    assert cell(model, 5, "impact") == "not estimated"
    assert cell(model, 0, "title", Role.KIND) == CellKind.GROUP


def test_unknown_is_written_and_muted(model: PortfolioModel) -> None:
    assert [cell(model, 1, key) for key in ("organisation", "end", "impact")] == [
        "not known",
        "not known",
        "not estimated",
    ]
    assert cell(model, 1, "organisation", Role.MUTED) is True
    assert cell(model, 3, "end") == "continuous"
    assert cell(model, 3, "end", Role.MUTED) is False


@pytest.mark.parametrize(
    ("key", "ascending", "descending"),
    [
        ("title", ["b", "f", "e", "d", "c", "a"], ["a", "c", "d", "e", "f", "b"]),
        ("end", ["d", "c", "e", "b", "f", "a"], ["e", "c", "d", "b", "f", "a"]),
        ("investment", ["b", "a"], ["b", "a"]),
        ("status", ["b", "d"], ["d", "b"]),
    ],
)
def test_unknown_stands_last_both_ways(
    model: PortfolioModel, key: str, ascending: list[str], descending: list[str]
) -> None:
    model.set_grouping(Grouping.NONE)
    if key == "investment":
        ascending = ["a", "b"]
    model.set_sort(key)
    assert shown(model)[: len(ascending)] == ascending
    model.set_sort(key, descending=True)
    assert shown(model)[: len(descending)] == descending


def test_sorting_stays_inside_the_headings(model: PortfolioModel) -> None:
    model.set_sort("end")
    assert shown(model) == ["[Ohjelma 1]", "c", "e", "b", "f", "[Ohjelma 2]", "a", "[No programme]", "d"]


def test_folding_takes_rows_away_and_brings_them_back(model: PortfolioModel) -> None:
    model.fold(0)
    assert shown(model)[:2] == ["[Ohjelma 1]", "[Ohjelma 2]"]
    assert model.place("b") == -1
    assert cell(model, 0, "title", Role.EXPANDED) is False
    model.fold(0)
    assert shown(model)[:2] == ["[Ohjelma 1]", "b"]
    model.fold_all(True)
    assert shown(model) == ["[Ohjelma 1]", "[Ohjelma 2]", "[No programme]"]


def test_what_is_folded_stays_folded_over_a_filter(model: PortfolioModel) -> None:
    model.fold(0)
    show(model, ROWS[:3], ROWS)
    assert shown(model) == ["[Ohjelma 1]", "[Ohjelma 2]", "a"]


def test_a_changed_cell_is_told_in_place(model: PortfolioModel) -> None:
    changes: list[tuple[int, int]] = []
    resets: list[bool] = []
    model.dataChanged.connect(lambda first, last, _roles: changes.append((first.row(), last.row())))
    model.modelReset.connect(lambda: resets.append(True))
    fresh = [r._replace(health=Health.RED) if r.id == "c" else r for r in ROWS]
    show(model, fresh)
    assert resets == []
    assert any(first <= model.place("c") <= last for first, last in changes)
    assert not any(first <= model.place("f") <= last for first, last in changes)
    assert model.initiative(model.index(model.place("c"), 0)).health is Health.RED  # type: ignore[union-attr]  # a row


def test_a_changed_order_is_a_reset(model: PortfolioModel) -> None:
    resets: list[bool] = []
    model.modelReset.connect(lambda: resets.append(True))
    show(model, [r._replace(title="Aaa") if r.id == "c" else r for r in ROWS])
    assert resets == [True]
    assert shown(model)[1] == "c"


@pytest.mark.parametrize("by", list(Grouping))
def test_every_grouping_shows_every_row_once(model: PortfolioModel, by: Grouping) -> None:
    model.set_grouping(by)
    assert sorted(one for one in shown(model) if not one.startswith("[")) == ["a", "b", "c", "d", "e", "f"]


@given(st.lists(st.tuples(st.integers(0, 3), st.booleans(), st.integers(0, 5)), max_size=12))
@settings(max_examples=40)
def test_groups_and_sums_hold_whatever_comes(facts: list[tuple[int, bool, int]]) -> None:
    rows = [
        row(str(n), f"T{n % 4}", **(programme(p) if p else {}), investment_min=None if unknown else money * 10**8,
            investment_max=None if unknown else (money + 1) * 10**8)
        for n, (p, unknown, money) in enumerate(facts)
    ]  # fmt: skip
    model = PortfolioModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    show(model, rows)
    groups = [entry for n in range(model.rowCount()) if isinstance(entry := model.entry(n), Group)]
    assert sum(len(group.rows) for group in groups) == len(rows)
    whole = sums(rows)
    assert sum(group.total.investment_max for group in groups) == whole.investment_max
    assert sum(group.total.investment_unknown for group in groups) == whole.investment_unknown
    for n in range(len(groups) - 1, -1, -1):
        model.fold(shown(model).index(f"[{groups[n].name}]"))
    assert model.rowCount() == len(groups)


def test_finnish_alphabet_and_numbers_by_size() -> None:
    names = ["Öljy", "Zeta", "ahma", "Åbo", "Äiti", "B10", "B9"]
    assert Collation().sorted(names) == ["ahma", "B9", "B10", "Zeta", "Åbo", "Äiti", "Öljy"]


def test_keys_prepared_by_a_worker_sort_as_those_made_here() -> None:
    names = ["öylätti 10", "Öylätti 9", "åminne", "zebra"]
    worker = Thread(target=lambda: Collation().prepare(names[:2]))
    worker.start()
    worker.join()
    assert Collation().sorted(names) == ["zebra", "åminne", "Öylätti 9", "öylätti 10"]


def test_every_column_says_something_of_an_empty_row_and_sorts_it_last(model: PortfolioModel) -> None:
    model.set_columns([column.key for column in COLUMNS])
    model.set_grouping(Grouping.NONE)
    show(model, [row("x"), row("y", open_ended=True)])
    for column in COLUMNS:
        drawn = column.kind in (CellKind.BAR, CellKind.HEALTH)
        assert bool(cell(model, 0, column.key)) is not drawn
        assert cell(model, 0, column.key, Qt.ItemDataRole.AccessibleTextRole)
        model.set_sort(column.key)
        model.set_sort(column.key, descending=True)


def test_the_bar_is_the_schedules(model: PortfolioModel) -> None:
    bar = cell(model, model.place("d"), "schedule", Role.BAR)
    assert isinstance(bar, Bar)
    assert (bar.start, bar.end, bar.progress) == (None, date(2011, 3, 31), 100)


def test_an_overlap_is_marked_at_the_title(model: PortfolioModel) -> None:
    title = cell(model, model.place("b"), "title")
    model.set_overlaps({"b": Mark((Near(OverlapKind.DUPLICATE, 0.93, "Toinen"),), 3)})
    assert cell(model, model.place("b"), "title", Role.OVERLAP) == "duplicate"
    assert cell(model, model.place("b"), "organisation", Role.OVERLAP) is None
    tip = cell(model, model.place("b"), "title", Qt.ItemDataRole.ToolTipRole)
    assert tip == f"{title}\nDuplicate 0.93: Toinen\nand 2 others"
    read_out = str(cell(model, model.place("b"), "title", Qt.ItemDataRole.AccessibleTextRole))
    assert read_out.endswith(f"{title}. Duplicate 0.93: Toinen. and 2 others")
    assert cell(model, model.place("a"), "title", Qt.ItemDataRole.ToolTipRole) is None
    model.set_overlaps({})
    assert cell(model, model.place("b"), "title", Role.OVERLAP) is None


def test_what_a_stale_register_tells_is_marked_at_the_title_in_words_too(model: PortfolioModel) -> None:
    old, fresh = date(2011, 3, 1), date(2011, 9, 1)
    rows = [one._replace(read_on=old if one.id == "a" else fresh if one.id == "b" else None) for one in model.rows]
    model.show_rows(rows, Surroundings(day=date(2011, 10, 1), months=6), rows)
    assert [cell(model, model.place(id_), "title", Role.STALE) for id_ in "abc"] == [True, False, False]
    for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
        told = str(cell(model, model.place("a"), "title", role))
        assert "Stale: last read" in told
        assert "more than 6 months ago" in told
    assert cell(model, model.place("b"), "title", Qt.ItemDataRole.ToolTipRole) is None
    model.set_overlaps({"a": Mark((Near(OverlapKind.DUPLICATE, 0.93, "Toinen"),), 1)})
    assert [model.marks(model.place(id_)) for id_ in "abc"] == [2, 0, 0]
    model.show_rows(rows, Surroundings(day=date(2011, 10, 1), months=12), rows)
    assert cell(model, model.place("a"), "title", Role.STALE) is False


def test_a_mark_tells_the_strongest_and_counts_the_rest() -> None:
    by_id = {one.id: one for one in ROWS}
    found = [
        Finding("a", other, kind, score)
        for other, kind, score in (
            ("b", OverlapKind.REUSE, 0.9),
            ("c", OverlapKind.OVERLAP, 0.8),
            ("gone", OverlapKind.OVERLAP, 0.7),
            ("d", OverlapKind.OVERLAP, 0.6),
            ("e", OverlapKind.RELATED, 0.5),
        )
    ]
    told = marks(found, by_id)
    assert told["a"].kind == "reuse"
    assert told["a"].lines == [
        "Reuse 0.90: Asiointitili",
        "Overlap 0.80: Åbo samarbete",
        "Overlap 0.60: Zeppelin",
        "and 1 other",
    ]
    assert told["d"] == Mark((Near(OverlapKind.OVERLAP, 0.6, "Äänestys verkossa"),), 1)
    assert "gone" not in told
    assert "f" not in told


def test_only_initiatives_can_be_selected_and_edited(model: PortfolioModel) -> None:
    written_: list[tuple[str, str, str]] = []
    assert not model.flags(model.index(1, 0)) & Qt.ItemFlag.ItemIsEditable
    model.edit = lambda one, key, text: written_.append((one.id, key, text)) is None
    assert model.flags(model.index(1, 0)) & Qt.ItemFlag.ItemIsEditable
    assert not model.flags(model.index(1, model.column_of("impact"))) & Qt.ItemFlag.ItemIsEditable
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsSelectable
    assert not model.setData(model.index(0, 0), "x")
    assert model.setData(model.index(1, 0), "Uusi nimi")
    assert written_ == [("b", "title", "Uusi nimi")]


def test_headers_have_units_on_the_second_line(model: PortfolioModel) -> None:
    around = Surroundings(date(2010, 1, 1), date(2014, 12, 31), None, {}, (2011, 2015))
    model.show_rows(ROWS, around, ROWS)
    horizontal = Qt.Orientation.Horizontal
    assert model.headerData(model.column_of("schedule"), horizontal, Role.SECOND_LINE) == "2010–2014"
    assert model.headerData(model.column_of("impact"), horizontal, Role.SECOND_LINE) == "M€, 2011–15"


def test_what_an_editor_starts_with_is_exact() -> None:
    one = row("x", investment_min=80_856_656, investment_max=80_856_656, end=date(2013, 3, 31), progress=40)
    around = Surroundings()
    set_language("fi")
    assert [written(one, key, around) for key in ("investment", "end", "progress")] == ["0,80856656", "31.3.2013", "40"]
    assert written(one._replace(investment_min=None), "investment", around) == "enintään 0,80856656"
    assert written(one._replace(investment_min=0), "investment", around) == "0–0,80856656"


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [([], [], (2026, 2030)), ([2010, 2011], [2014], (2010, 2014)), ([2012], [], (2012, 2012))],
)
def test_years_of_the_bars(starts: list[int], ends: list[int], expected: tuple[int, int]) -> None:
    assert bar_years(starts, ends, 2026) == expected


def test_one_stray_year_does_not_squeeze_all_bars() -> None:
    assert bar_years([2010] * 100, [2014] * 100 + [2099], 2011) == (2010, 2014)


# --- saved views and the clipboard ------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", BUILT_IN, ids=lambda view: view.name)
def test_a_view_survives_the_settings(view: View) -> None:
    again = View.from_plain(view.plain())
    assert again == view
    assert again is not None
    assert again.same_look(view)


@pytest.mark.parametrize("plain", [None, {}, {"name": ""}, {"name": 3}, [], "x"])
def test_what_is_no_view_is_none(plain: object) -> None:
    assert View.from_plain(plain) is None


def test_a_view_of_another_version_keeps_what_is_known() -> None:
    view = View.from_plain({"name": "Oma", "columns": ["end", "colour"], "grouping": "moon", "sort": ["x", True]})
    assert view is not None
    assert (view.columns, view.grouping, view.sort) == (("title", "end"), Grouping.PROGRAMME, None)
    assert known(["end", "end", "title"]) == ("end", "title")


def test_a_copied_range_is_two_figures_and_a_date_is_a_date() -> None:
    set_language("fi")
    columns = [BY_KEY[key] for key in ("title", "end", "investment", "impact")]
    around = Surroundings()
    one = row("x", "=CMD()", end=date(2013, 3, 31), investment_min=150_000_000, investment_max=225_000_000)
    cells = clipboard.cells(one, columns, around)
    assert [text for text, _figure in cells] == ["=CMD()", "31.3.2013", "1,5", "2,25", "", ""]
    assert len(clipboard.headings(columns, around)) == len(cells)
    text = clipboard.tabbed(clipboard.headings(columns, around), [cells])
    assert text.splitlines()[1] == "'=CMD()\t31.3.2013\t1,5\t2,25\t\t"
    html = clipboard.table(["<b>"], [[("a & b", False), ("1,5", True)]])
    assert "<th>&lt;b&gt;</th>" in html
    assert "mso-number-format:'\\@'\">a &amp; b</td><td>1,5</td>" in html


@given(
    st.lists(st.lists(st.text(st.characters(blacklist_categories=["Cs", "Cc"])), min_size=1, max_size=4), max_size=4)
)
def test_what_is_copied_can_be_pasted(rows: list[list[str]]) -> None:
    text = clipboard.tabbed(["a"], [[(cell_, True) for cell_ in line] for line in rows])
    assert clipboard.pasted(text) == [["a"], *rows]


def test_services_sort_and_say_what_is_not_known(qapp: QApplication) -> None:
    from kpkportfolio.model.rows import ServiceRow
    from kpkportfolio.model.vocabulary import ServiceKind

    model = ServicesModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_rows(
        [
            ServiceRow("1", "Zeta", ServiceKind.EXPERT, None, None, ""),
            ServiceRow("2", "Beeta", ServiceKind.APPLICATION, None, date(2011, 1, 1), "Hanke"),
            ServiceRow("3", "Alfa", ServiceKind.APPLICATION, None, date(2010, 1, 1), ""),
        ]
    )

    def names() -> list[object]:
        return [model.index(n, 0, QModelIndex()).data() for n in range(model.rowCount())]

    assert names() == ["Zeta", "Alfa", "Beeta"]
    model.sort(2, Qt.SortOrder.DescendingOrder)
    assert names() == ["Beeta", "Alfa", "Zeta"]
    assert model.index(2, 2).data() == "not known"
    model.sort(0)
    assert names() == ["Alfa", "Beeta", "Zeta"]
