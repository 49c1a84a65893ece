"""The minutes as a document for a word processor: what the Markdown says, as headings and a table."""

from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from kpkportfolio import text
from kpkportfolio.exports.minutes import Item, Minutes, Resolution
from kpkportfolio.exports.minutes_file import write

TOLD = Minutes(
    heading="Ohjausryhmä 4/2011",
    held_on="24.11.2011",
    notes="Läsnä: kaikki\n\nSihteeri: Liisa",
    since="3/2011, 24.8.2011",
    summary="1 changed",
    changes=(("Altered", "Asiointi", "The end moved 92 days later"),),
    left_out=3,
    items=(
        Item(1, "Talous", note="10 min", initiative=False),
        Item(
            2,
            "Arkisto \x00<uusi> & \ud800",
            (("Status", "Proposed"),),
            (Resolution("Approved with a condition", "Kunhan\x0b rahoitus", "Ilkka"),),
        ),
        Item(3, "Asiointi", (("Status", "Proposed"),)),
    ),
    pictures=("Schedule",),
)


@pytest.mark.parametrize(("language", "decisions"), [("fi", "Päätökset"), ("sv", "Beslut"), ("en", "Decisions")])
def test_it_says_what_the_minutes_say(tmp_path: Path, language: str, decisions: str) -> None:
    before = text.language()
    text.set_language(language)
    try:
        document = Document(str(write(TOLD, tmp_path / "minutes.docx")))
    finally:
        text.set_language(before)
    headings = [p.text for p in document.paragraphs if (p.style.name or "").startswith("Heading")]
    assert headings[:2] == ["Ohjausryhmä 4/2011", decisions]
    assert "3/2011, 24.8.2011" in headings[2]
    assert headings[4:] == ["1. Talous", "2. Arkisto <uusi> & ", "3. Asiointi"]
    words = "\n".join(p.text for p in document.paragraphs)
    for part in ("Läsnä: kaikki", "Sihteeri: Liisa", "The end moved 92 days later", "10 min", "Kunhan rahoitus"):
        assert part in words
    table, *facts = document.tables
    assert [[cell.text for cell in one.rows[0].cells] for one in facts] == [["Status", "Proposed"]] * 2
    # a word processor goes by the grid: a column that is not told its width there is as wide as the others
    assert len({column.width for column in table.columns}) > 1
    assert sum(column.width for column in table.columns) == pytest.approx(6120000, rel=0.001)
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[1] == ["2", "Arkisto <uusi> & ", "Approved with a condition", "Kunhan rahoitus", "Ilkka"]
    assert cells[2][0] == "3"
    assert len(cells) == 3
    assert document.sections[0].page_width == 7560310
    fonts = {one.get(qn("w:ascii")) for one in document.styles.element.iter(qn("w:rFonts"))}
    assert fonts == {"Arial"}
    languages = {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))}
    assert languages == {{"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}[language]}
    assert document.core_properties.title == "Ohjausryhmä 4/2011"


def test_without_initiatives_it_says_so(tmp_path: Path) -> None:
    told = Minutes("Ohjausryhmä 4/2011", str(date(2011, 11, 24)), "", "", "", (), 0, ())
    document = Document(str(write(told, tmp_path / "minutes.docx")))
    assert document.tables == []
    assert "No initiative was on the agenda." in [p.text for p in document.paragraphs]
