"""The presentation, read again: every initiative once in a table, nothing cut, nothing confidential told."""

from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Pt

from kpkportfolio import text
from kpkportfolio.charts.comparison import Comparison
from kpkportfolio.charts.over_time import Moment, Past
from kpkportfolio.charts.palette import PRINT
from kpkportfolio.errors import Cancelled, EnvironmentFailed
from kpkportfolio.exports import deck as deck_module
from kpkportfolio.exports.arial import line_count, text_width
from kpkportfolio.exports.deck import write_deck
from kpkportfolio.exports.slide_theme import BOTTOM, HEIGHT, WIDTH
from kpkportfolio.exports.slides import column_widths, row_height
from kpkportfolio.model.rows import Contents, InitiativeRow
from tests.charts.factories import TODAY, initiative, portfolio
from tests.charts.test_figures import contents

LONG = "Terveydenhuoltoyksikköjärjestelmäkokonaisuuksienhallinta"


def told(rows: list[InitiativeRow], path: Path, **how: Any) -> Any:
    """The presentation of these initiatives, written and read again."""
    return Presentation(str(write_deck(contents(rows), path / "esitys.pptx", "Salkku", TODAY, **how)))


def tables(deck: Any) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row.cells] for row in shape.table.rows]
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_table
    ]


def words(deck: Any) -> str:
    said = [shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame]
    return "\n".join([*said, *(cell for table in tables(deck) for row in table for cell in row)])


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Any:
    text.set_language("fi")
    rows = [row._replace(title=f"{LONG} {n}") if n % 5 == 0 else row for n, row in enumerate(portfolio())]
    return told(rows, tmp_path_factory.mktemp("esitys"))


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """One picture of the whole is enough where pictures are not what is tested."""
    monkeypatch.setattr(deck_module, "_PICTURES", ("roadmap",))
    monkeypatch.setattr(deck_module, "_DPI", 48)


def test_every_initiative_stands_once_in_a_table_that_can_be_edited(deck: Any) -> None:
    firsts = [row[0] for table in tables(deck) for row in table[1:]]
    for n, row in enumerate(portfolio()):
        assert firsts.count(f"{LONG} {n}" if n % 5 == 0 else row.title) == 1


def test_slides_are_wide_titled_and_nothing_stands_outside(deck: Any) -> None:
    assert (deck.slide_width, deck.slide_height) == (Pt(WIDTH), Pt(HEIGHT))
    assert round(deck.slide_width / deck.slide_height, 3) == 1.778
    for slide in deck.slides:
        assert slide.shapes.title.text_frame.text
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height


def test_tables_and_pictures_of_a_slide_do_not_cover_each_other(deck: Any) -> None:
    for slide in deck.slides:
        boxes = sorted((shape.top, shape.top + shape.height) for shape in slide.shapes if shape.has_table or _is(shape))
        for (_top, bottom), (top, _bottom) in pairwise(boxes):
            assert bottom <= top


def _is(shape: Any) -> bool:
    return hasattr(shape, "image")


def test_pictures_are_sharp_and_say_what_they_are(deck: Any) -> None:
    pictures = [shape for slide in deck.slides for shape in slide.shapes if _is(shape)]
    assert len(pictures) >= 7
    for shape in pictures:
        assert shape._element.nvPicPr.cNvPr.get("descr")
        # at least one and three quarter picture points for each of the screen's
        assert shape.image.size[0] >= shape.width / Pt(1) * 96 / 72 * 1.6


def test_words_fit_their_columns_and_the_typeface_is_everywhere(deck: Any) -> None:
    theme = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob
    assert theme.count(b'<a:latin typeface="Arial"/>') == 2
    assert PRINT.accent.lstrip("#").encode() in theme
    for slide in deck.slides:
        for shape in slide.shapes:
            for paragraph in shape.text_frame.paragraphs if shape.has_text_frame else ():
                # the theme says which
                assert all(run.font.name is None for run in paragraph.runs)
            if shape.has_table:
                for row in shape.table.rows:
                    for column, cell in zip(shape.table.columns, row.cells, strict=True):
                        size = cell.text_frame.paragraphs[0].runs[0].font.size.pt
                        for word in cell.text.split(" "):
                            assert text_width(word, size) + 8 <= column.width / Pt(1) + 0.5


@pytest.mark.usefixtures("few")
def test_what_is_not_known_is_said(tmp_path: Path) -> None:
    text.set_language("en")
    made = told([initiative("a", "Nothing known of it")], tmp_path)
    (line,) = (row for table in tables(made) for row in table if row[0] == "Nothing known of it")
    assert line[1:] == ["not known"] * 4


@pytest.mark.usefixtures("few")
def test_confidential_ones_are_counted_on_the_first_slide_and_named_nowhere(tmp_path: Path) -> None:
    text.set_language("en")
    rows = [
        initiative("a", "Open to all"),
        initiative("b", "Salainen hanke", confidential=True),
        initiative("c", "Sen projekti", parent_id="b"),
    ]
    made = told(rows, tmp_path)
    first = [shape.text_frame.text for shape in made.slides[0].shapes if shape.has_text_frame]
    assert any("2 confidential initiatives are left out." in said for said in first)
    raw = (tmp_path / "esitys.pptx").read_bytes()
    assert "Salainen" not in words(made)
    assert "Sen projekti" not in words(made)
    assert b"Salainen" not in raw
    open_ = told(rows, tmp_path, confidential=True)
    assert "Salainen hanke" in words(open_)
    assert "not to be handed on" in words(open_)


@pytest.mark.usefixtures("few")
def test_a_long_programme_goes_on_over_slides_and_counts_the_rest(tmp_path: Path) -> None:
    text.set_language("en")
    rows = [
        initiative(
            f"{n}", f"Hanke {n}", programme_id="p1", programme="Yksi", programme_number=1, start=date(2011, 1, 1)
        )
        for n in range(150)
    ]
    made = told(rows, tmp_path)
    named = {row[0] for table in tables(made) for row in table if row[0].startswith("Hanke")}
    (more,) = (line for line in words(made).splitlines() if "in the Excel snapshot" in line)
    assert len(named) + int(more.split()[2]) == 150
    assert any(slide.shapes.title.text_frame.text.endswith("(2/4)") for slide in made.slides)
    for slide in made.slides:
        for shape in slide.shapes:
            assert not shape.has_table or shape.top + shape.height <= Pt(BOTTOM)


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_nothing_to_show_is_said(tmp_path: Path, language: str) -> None:
    text.set_language(language)
    made = told([], tmp_path)
    assert len(made.slides) == 1
    assert len(words(made).splitlines()) >= 4


@pytest.mark.usefixtures("few")
def test_what_is_not_printable_is_no_trouble(tmp_path: Path) -> None:
    assert "Tabulaattori" in words(told([initiative("a", "\x0bTabulaattori\x07\x00 ja €")], tmp_path))


@pytest.mark.usefixtures("few")
def test_stopped_halfway_leaves_what_was_there(tmp_path: Path) -> None:
    file = tmp_path / "esitys.pptx"
    file.write_text("vanha")

    def stop(done: int, _all: int) -> None:
        if done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        told(portfolio(), tmp_path, progress=stop)
    assert file.read_text() == "vanha"
    assert list(tmp_path.iterdir()) == [file]
    with pytest.raises(EnvironmentFailed):
        told([], tmp_path / "puuttuu")


def test_columns_widen_for_their_longest_word() -> None:
    widths = column_widths([("a", "b" * 60)], (50, 10), 10)
    assert widths is not None
    assert sum(widths) == pytest.approx(WIDTH - 60)
    assert widths[1] > text_width("b" * 60, 10)
    assert column_widths([("a" * 200, "b")], (50, 10), 10) is None
    assert row_height(("sana " * 40,), [100], 10) > row_height(("sana",), [100], 10)


@pytest.mark.usefixtures("few")
def test_only_what_is_shown_goes_out(tmp_path: Path) -> None:
    text.set_language("en")
    everything: Contents = contents(portfolio())
    shown = everything.initiatives[:2]
    path = write_deck(everything, tmp_path / "a.pptx", "Salkku", TODAY, shown, "Status: Idea")
    said = words(Presentation(str(path)))
    assert "Filter: Status: Idea." in said
    assert shown[0].title in said
    assert everything.initiatives[9].title not in said


def test_what_was_is_a_slide_when_there_is_something_to_tell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text.set_language("fi")
    monkeypatch.setattr(deck_module, "_PICTURES", ("states",))
    monkeypatch.setattr(deck_module, "_DPI", 48)
    title = "Statukset ja ohjelmat ajan mittaan"
    assert title not in words(told(portfolio(), tmp_path))
    past = Past((Moment("2/2011", date(2011, 6, 8), portfolio()[:20]),), 1)
    assert title in words(told(portfolio(), tmp_path, past=past))


def test_each_programme_is_one_slide_with_its_table_and_schedule(deck: Any) -> None:
    programmes = {row.programme for row in portfolio() if row.programme}
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    for name in programmes:
        (place,) = (n for n, title in enumerate(titles) if title.endswith(f"  {name}"))
        shapes = list(deck.slides[place].shapes)
        assert any(shape.has_table for shape in shapes)
        assert any(_is(shape) for shape in shapes)
        assert deck.slides[place].notes_slide.notes_text_frame.text


def test_slides_are_numbered_by_the_program_that_shows_them(deck: Any) -> None:
    for slide in deck.slides:
        fields = slide.element.findall(".//a:fld", {"a": "http://schemas.openxmlformats.org/drawingml/2006/main"})
        assert [field.get("type") for field in fields] == ["slidenum"]


@pytest.mark.usefixtures("few")
def test_schedules_are_held_against_what_is_asked_for(tmp_path: Path) -> None:
    text.set_language("en")
    past = Comparison("snapshot 1/2011", {row.id: (row.start, row.end) for row in portfolio()}, True)
    made = told(portfolio(), tmp_path, against=past)
    described = [
        shape._element.nvPicPr.cNvPr.get("descr") for slide in made.slides for shape in slide.shapes if _is(shape)
    ]
    assert any("snapshot 1/2011" in one for one in described)
    assert not any("baseline" in one for one in described)


def test_arial_is_measured_as_its_makers_tell() -> None:
    # Helvetica, Adobe Font Metrics: H 722, e 556, adieresis 556; bold H 722, e 556
    assert text_width("He", 10) == pytest.approx(12.78)
    assert text_width("ä", 10) == pytest.approx(5.56)
    assert text_width("i", 10, bold=True) > text_width("i", 10)
    assert line_count("sana sana sana", text_width("sana sana", 10) + 0.1, 10) == 2
    assert line_count("", 10, 10) == 1
