"""The heads of responsible parties × programmes: no word is broken while there is room, else where a syllable ends."""

import pytest

from kpkportfolio.charts.paper import text_width, wrap
from kpkportfolio.charts.parties import build_parties
from kpkportfolio.charts.parties_figure import parties_sheets
from kpkportfolio.model.rows import ProgrammeRow
from tests.charts.factories import initiative
from tests.charts.test_figures import words

NAMES = ["Sosiaali- ja terveyspalvelut", "Opetus ja varhaiskasvatus", "Talous- ja henkilöstöhallinto", "Asianhallinta"]


def heads(width: float) -> str:
    programmes = [ProgrammeRow(str(n), n, name) for n, name in enumerate(NAMES, 1)]
    rows = [
        initiative(
            str(n), str(n), programme_id=one.id, programme=one.name, programme_number=one.number, organisation="X"
        )
        for n, one in enumerate(programmes)
    ]
    return " ".join(words(next(parties_sheets(build_parties(rows, programmes), size=(width, 400.0)))))


@pytest.mark.parametrize(
    ("word", "broken"),
    [
        ("Asianhallinta", ["Asianhal-", "linta"]),
        ("terveyspalvelut", ["terveyspal-", "velut"]),
        ("personalförvaltning", ["personalför-", "valtning"]),
        ("Kuopio-Siilinjärvi", ["Kuopio-", "Siilinjärvi"]),
    ],
)
def test_a_word_that_is_too_long_is_broken_where_a_syllable_ends(word: str, broken: list[str]) -> None:
    assert wrap(word, max(text_width(part, 8) for part in (broken[0] + "i", broken[1])), 8) == broken


def test_words_of_the_heads_are_whole_while_there_is_room() -> None:
    assert {"terveyspalvelut", "varhaiskasvatus", "henkilöstöhallinto"} <= set(heads(620).split())
    narrow = heads(560).split()
    assert "Asianhallinta" in narrow
    assert "henkilöstöhallinto" not in narrow
