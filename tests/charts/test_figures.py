"""The pictures themselves: nothing is cut, nothing is lost between pages, every language and every palette."""

import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from kpkportfolio import text
from kpkportfolio.charts.bars import build_arrows, build_rows, window_of
from kpkportfolio.charts.comparison import NO_COMPARISON, Comparison
from kpkportfolio.charts.data import ChartData
from kpkportfolio.charts.gantt_bars import ARROW, MARK
from kpkportfolio.charts.gantt_figure import A3, A4, gantt_figure, gantt_pages
from kpkportfolio.charts.palette import DARK, LIGHT, PRINT, Palette
from kpkportfolio.charts.paper import Paper, text_width, wrap
from kpkportfolio.charts.registry import CHARTS, ChartOptions, draw
from kpkportfolio.errors import UsageError
from kpkportfolio.model.rows import Contents, InitiativeRow, PhaseRow
from kpkportfolio.model.vocabulary import InitiativeKind
from tests.charts.factories import (
    PROGRAMMES,
    TODAY,
    deliverables,
    dependencies,
    findings,
    impact,
    initiative,
    many,
    milestones,
    money,
    portfolio,
)

PHASES = [
    PhaseRow("1", "Käynnistysvaihe", "Startfasen", "Start-up", date(2010, 1, 1), date(2010, 12, 31)),
    PhaseRow("2", "Järjestäytymisvaihe", "Organiseringsfasen", "Organising", date(2012, 1, 1), date(2012, 12, 31)),
]
LONG = "Kuntien ja kuntayhtymien yhteisen asianhallintajärjestelmän yhteentoimivuusmäärittely"
PROJECTOR, SLIDE = (760.0, 370.0), (820.0, 418.0)
"""The room for a picture on a screen of 1366 × 768, and on a slide that has a title of its own."""


def contents(rows: list[InitiativeRow]) -> Contents:
    return Contents(
        rows,
        deliverables(),
        milestones(),
        dependencies(),
        money(),
        impact(),
        PROGRAMMES,
        organisations=[],
        registers=[],
        services=[],
        components=[],
        verdicts=[],
        phases=PHASES,
    )


def data(rows: list[InitiativeRow] | None = None) -> ChartData:
    everything = contents(portfolio() if rows is None else rows)
    return ChartData.of(everything, TODAY, "kpk-salkku.sqlite", findings=findings())


def texts(figure: Figure) -> list[Text]:
    return [found for found in figure.findobj(Text) if found.get_text()]


def words(figure: Figure) -> list[str]:
    return [found.get_text() for found in texts(figure)]


def outside(figure: Figure) -> list[str]:
    """The texts that stick out of the sheet."""
    renderer = FigureCanvasAgg(figure).get_renderer()
    width, height = figure.get_size_inches() * figure.dpi
    found = []
    for item in texts(figure):
        box = item.get_window_extent(renderer)
        if box.x0 < 0 or box.y0 < 0 or box.x1 > width or box.y1 > height:
            found.append(item.get_text())
    return found


def colliding(figure: Figure) -> list[tuple[str, str]]:
    """Pairs of texts that lie on each other."""
    renderer = FigureCanvasAgg(figure).get_renderer()
    # a number inside a bubble may be under another bubble's name's line box; single digits are not names
    items = [(item.get_text(), item.get_window_extent(renderer)) for item in texts(figure) if len(item.get_text()) > 1]
    pairs = []
    for index, (one, box) in enumerate(items):
        for other, rival in items[index + 1 :]:
            across = min(box.x1, rival.x1) - max(box.x0, rival.x0)
            down = min(box.y1, rival.y1) - max(box.y0, rival.y0)
            if across > 1.5 and down > 1.5:
                pairs.append((one, other))
    return pairs


@pytest.mark.parametrize("language", text.LANGUAGES)
@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("size", [A4, A3, PROJECTOR, SLIDE])
def test_no_text_is_cut_or_covers_another(name: str, language: str, size: tuple[float, float]) -> None:
    text.set_language(language)
    long = [row._replace(title=f"{LONG} {index}") if index % 4 == 0 else row for index, row in enumerate(portfolio())]
    for figure in draw(name, data(long), ChartOptions(size=size, titled=size != SLIDE)):
        assert outside(figure) == []
        assert colliding(figure) == []


@pytest.mark.parametrize("group_by", ["organisation", "status", "none"])
def test_other_groupings_are_as_readable(group_by: str) -> None:
    for figure in draw("gantt", data(), ChartOptions(group_by=group_by)):  # type: ignore[arg-type]  # listed above
        assert outside(figure) == []
        assert colliding(figure) == []


@pytest.mark.parametrize("palette", [LIGHT, DARK, PRINT])
@pytest.mark.parametrize("name", CHARTS)
def test_the_palette_s_ground_and_text_are_used(name: str, palette: Palette) -> None:
    from matplotlib.colors import to_hex

    figure = next(draw(name, data(), ChartOptions(palette=palette)))
    assert to_hex(figure.get_facecolor()) == palette.base.lower()
    assert palette.text in {item.get_color() for item in texts(figure)}


def test_the_plan_s_portfolio_fits_on_one_sheet_with_all_it_shows() -> None:
    text.set_language("fi")
    (figure,) = draw("gantt", data())
    said = words(figure)
    for row in portfolio():
        assert row.title in said
    for word in ("Aikataulu", "+184 pv", "+365 pv", "jatkuva", "ei tiedossa", "15.11.2011", "5 hanketta · 6,6\u00a0M€"):
        assert word in said
    source = "Lähde: kpk-salkku.sqlite, 15.11.2011, perustaso Ohjausryhmä 3/2011. 32 / 32 hanketta."
    assert any(word.startswith("Tunnettu ICT-investointi.") and word.endswith(source) for word in said)
    assert "riippuvuus ristiriidassa päivien kanssa" in said


def test_the_key_explains_only_what_is_there() -> None:
    (figure,) = draw("gantt", data([initiative("a", "A", start=date(2011, 1, 1), end=date(2011, 12, 31))]))
    said = words(figure)
    assert "schedule not known" not in said
    for word in ("baseline", "dependency", "continuous", "milestone to come", "suspended or cancelled"):
        assert word not in said


def test_pages_hold_every_row_once_and_repeat_header_and_group() -> None:
    rows = build_rows(many(300))
    first, last = window_of(rows)
    pages = list(gantt_pages(rows, [], first, last, title="Aikataulu", source_line="Lähde", size=(1191.0, 500.0)))
    assert len(pages) > 8
    seen = Counter(word for page in pages for word in words(page))
    for row in rows:
        if not row.is_group:
            assert seen[row.title] == 1
    assert seen["Aikataulu"] == seen["Initiative"] == seen["Lähde"] == len(pages)
    assert seen[f"2 / {len(pages)}"] == 1
    assert any("(continued)" in word for word in seen)
    assert sum("(continued)" in word for word in words(pages[0])) == 0


def test_arrows_between_pages_are_counted_not_lost() -> None:
    rows = build_rows(portfolio(), programmes=PROGRAMMES)
    arrows = build_arrows(rows, dependencies())
    pages = list(gantt_pages(rows, arrows, date(2010, 1, 1), date(2014, 12, 31), size=(842.0, 282.0)))
    notes = [word for page in pages for word in words(page) if "another page" in word]
    assert len(notes) == 2
    assert notes[0].startswith("1 dependency leads to another page")


def test_one_tall_sheet_grows_with_its_rows() -> None:
    first, last = date(2010, 1, 1), date(2014, 12, 31)
    short = gantt_figure(build_rows(many(20)), [], first, last)
    tall = gantt_figure(build_rows(many(200)), [], first, last)
    assert tall.get_size_inches()[0] == short.get_size_inches()[0]
    assert tall.get_size_inches()[1] > short.get_size_inches()[1] * 4
    assert outside(tall) == []


@pytest.mark.parametrize("name", CHARTS)
def test_an_empty_portfolio_says_so(name: str) -> None:
    empty = ChartData.of(contents([]), TODAY, "tyhjä")
    (figure,) = draw(name, empty)
    said = " ".join(words(figure))
    assert "There are no initiatives in the portfolio yet." in said
    (figure,) = draw(name, ChartData.of(contents(portfolio()), TODAY, "salkku", [], "asiointi"))
    assert "Nothing to show with this filter." in words(figure)
    assert any("Filter: asiointi." in word for word in words(figure))


@pytest.mark.parametrize("name", ["gantt", "bubble", "roadmap", "parties", "impact", "years"])
def test_pictures_with_money_say_in_whose_prices(name: str) -> None:
    for figure in draw(name, data()):
        assert any("Prices of 2010." in word or "each year's own prices" in word for word in words(figure)), words(
            figure
        )


def test_no_arrow_and_no_mark_runs_through_the_words_of_a_slip() -> None:
    figure = next(draw("gantt", data()))
    paper = figure.paper
    told = ("+90 d", "+91 d", "+184 d", "+365 d")
    slips = [text for texts in paper.texts.values() for text in texts if text.text in told]
    assert slips
    for said in slips:
        width = text_width(said.text, said.size, said.bold)
        left = said.x - (width if said.align == "right" else 0)
        for points, *_look in (*paper.lines[ARROW], *paper.shapes[MARK], *paper.shapes[MARK - 0.1]):
            for (x0, y0), (x1, y1) in pairwise(points):
                apart = max(x0, x1) <= left or min(x0, x1) >= left + width or max(y0, y1) < said.y - 3.5
                assert apart or min(y0, y1) > said.y + 3.5, said


def test_nothing_placeable_is_told_apart_from_nothing() -> None:
    (figure,) = draw("bubble", data([initiative("a", "Tuntematon")]))
    said = words(figure)
    assert "Nothing can be placed on these axes." in said
    assert "Tuntematon" in said
    assert "Investment not known, impact not estimated" in said


def test_a_narrowed_picture_says_what_it_was_narrowed_by() -> None:
    rows = portfolio()
    narrowed = ChartData.of(contents(rows), TODAY, "salkku", rows[:5], "asiointi")
    assert narrowed.source_line.endswith("Filter: asiointi. 5 / 32 initiatives.")
    assert {row.initiative_id for row in narrowed.money} == {row.id for row in rows[:5]}
    assert {row.initiative_id for row in narrowed.milestones} == {"i0", "i1"}


def test_projects_are_counted_apart_and_left_out_of_the_bubbles() -> None:
    project = initiative("p", "Projekti", kind=InitiativeKind.ROLLOUT, parent_id="i1")
    both = data([*portfolio(), project])
    assert both.source_line.endswith("32 / 32 initiatives, 1 / 1 project.")
    (figure,) = draw("bubble", both)
    assert "Projekti" not in words(figure)
    assert any(word.endswith("32 / 32 initiatives.") for word in words(figure))
    (figure,) = draw("bubble", data([project]))
    assert "Projekti" in words(figure)
    assert any(word.endswith(", 15/11/2011. 1 / 1 project.") for word in words(figure))


def test_an_unknown_picture_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(UsageError, match="gantt, bubble, impact, overlap"):
        draw("pie", data())


def test_a_dollar_is_a_dollar() -> None:
    title = r"Lisenssit 10 $ – 20 $ \frac{"
    (figure,) = draw("gantt", data([initiative("a", title)]))
    item = next(item for item in texts(figure) if "Lisenssit" in item.get_text())
    assert not item.get_parse_math()
    assert outside(figure) == []


def test_measured_is_as_wide_as_drawn() -> None:
    paper = Paper(600, 100, PRINT)
    paper.text(10, 20, LONG, 9)
    figure = paper.finish()
    for dpi in (72, 110, 192):
        figure.set_dpi(dpi)
        renderer = FigureCanvasAgg(figure).get_renderer()
        drawn = texts(figure)[-1].get_window_extent(renderer).width / dpi * 72
        assert abs(drawn - text_width(LONG, 9)) < 1


def test_wrapping_keeps_every_letter_and_the_width() -> None:
    lines = wrap(f"{LONG} {'x' * 90}", 100, 9)
    assert all(text_width(line, 9) <= 100 for line in lines)
    assert "".join(lines).replace("-", "").replace(" ", "") == f"{LONG} {'x' * 90}".replace(" ", "")
    assert wrap("", 100, 9) == [""]


def test_what_to_draw_is_known_without_matplotlib() -> None:
    code = (
        "import sys, kpkportfolio.charts.bars, kpkportfolio.charts.bubbles, kpkportfolio.charts.labels, "
        "kpkportfolio.charts.time_axis, kpkportfolio.charts.impact, kpkportfolio.charts.data, "
        "kpkportfolio.charts.overlap_map_drawing\n"
        "sys.exit(any(name.split('.')[0] in {'matplotlib', 'numpy', 'PySide6', 'sqlalchemy'} for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_pictures_are_made_without_pyplot() -> None:
    code = "import sys, kpkportfolio.charts.registry\nsys.exit('matplotlib.pyplot' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_names_of_quadrants_fit_a_slide() -> None:
    text.set_language("fi")
    (figure,) = draw("bubble", data(), ChartOptions(size=(760.0, 428.0), titled=False))
    assert outside(figure) == []
    assert colliding(figure) == []


@pytest.mark.parametrize("count", [30, 600])
@pytest.mark.parametrize("name", ["roadmap", "states", "years", "parties"])
def test_a_low_sheet_as_a_projector_shows_is_not_overprinted(name: str, count: int) -> None:
    text.set_language("fi")
    for figure in draw(name, data(many(count)), ChartOptions(size=(760.0, 370.0))):
        assert outside(figure) == []
        assert colliding(figure) == []


def test_thousands_of_bubbles_keep_quadrants_and_counts_apart() -> None:
    text.set_language("fi")
    (figure,) = draw("bubble", data(many(3000)), ChartOptions(size=(760.0, 428.0)))
    assert outside(figure) == []
    assert colliding(figure) == []


def test_a_schedule_is_held_against_what_is_asked_for() -> None:
    owner = next(row for row in portfolio() if row.end and row.end.year == 2012)
    assert owner.end is not None
    past = Comparison("salkkuotos ”1/2011”, 1.2.2011", {owner.id: (owner.start, owner.end - timedelta(days=45))}, True)
    told = words(next(draw("gantt", data(), ChartOptions(against=past))))
    assert "+45 d" in told
    assert "+184 d" not in told
    assert past.name in told
    assert any("Source" in word and past.name in word for word in told)
    nothing = words(next(draw("gantt", data(), ChartOptions(against=NO_COMPARISON))))
    assert not any(word.endswith(" d") or "baseline" in word for word in nothing)


def test_a_long_source_line_is_cut_on_no_sheet_however_narrow() -> None:
    told = " · ".join(["Vain käynnissä olevat ja hyväksytyt hankkeet"] * 5)
    everything = data()
    given = replace(everything, source=replace(everything.source, filter=told))
    for width in (760.0, A3[0]):
        for figure in draw("gantt", given, ChartOptions(size=(width, 595.0))):
            assert outside(figure) == []


@pytest.mark.parametrize("zoom", [0.8, 0.9, 1.0])
@pytest.mark.parametrize("screen", [(1366, 676), (1280, 632)])
def test_the_bubbles_of_a_meeting_have_nearly_half_of_the_screens_height(zoom: float, screen: tuple[int, int]) -> None:
    """A screen of 1366 × 768, and of 1920 × 1080 at 150 %; larger letters enlarge the whole sheet."""
    across = 760 / zoom
    options = ChartOptions(size=(across, across * screen[1] / screen[0]))
    for spoken in ("fi", "sv"):
        text.set_language(spoken)
        (figure,) = draw("bubble", data(), options)
        assert (outside(figure), colliding(figure)) == ([], [])
        paper = figure.paper
        upright = [points for points, *_rest in paper.lines[0.2] if points[0][0] == points[1][0]]
        assert upright
        assert all(low[1] - high[1] > 0.45 * paper.height for high, low in upright)
    text.set_language("fi")


def test_sums_that_fit_beside_smaller_names_of_quadrants_are_told_on_a_projector() -> None:
    text.set_language("fi")
    (figure,) = draw("bubble", data(), ChartOptions(size=(760.0, 376.0)))
    told = [word for word in words(figure) if re.match(r"\d+ hanketta · ", word)]
    assert len(told) == 4


def test_money_grows_upwards_on_a_projector() -> None:
    (figure,) = draw("impact", data(), ChartOptions(size=PROJECTOR))
    level = [points[0][1] for points, *_rest in figure.paper.lines[0.2] if points[0][1] == points[1][1]]
    # the lines are drawn from zero up
    assert level[0] - level[-1] > 0.15 * figure.paper.height
