"""What fuzzing found stays found: each input once broke a rule, and is tried again."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz import CORPUS
from tests.fuzz.mutation import mutated
from tests.fuzz.targets import TARGETS

FILES = sorted(path for path in CORPUS.glob("*/*") if path.is_file())


def test_every_finding_has_a_target() -> None:
    assert {path.parent.name for path in FILES} <= set(TARGETS)
    assert len(FILES) >= 10


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_findings_stay_mended(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())


@pytest.mark.parametrize("target", ["csv", "date", "money", "status", "profile", "repair", "bundle", "mspdi", "gan"])
@settings(max_examples=25)
@given(data=st.binary(max_size=400))
def test_any_bytes(target: str, data: bytes) -> None:
    TARGETS[target](data)


@pytest.mark.parametrize("target", ["csv", "date", "money", "status", "repair"])
@settings(max_examples=25)
@given(text=st.text(st.sampled_from("aäÄ ;,\t|\"'\n\r-–./0123456789€MkKtv²½ªºúÃ¤√§") | st.characters(), max_size=120))
def test_any_text(target: str, text: str) -> None:
    TARGETS[target](text.encode("utf-8", errors="replace"))


_TABLE = st.lists(
    st.lists(
        st.sampled_from(
            ["", "x", "-5", "31.2.2011", "2011–2012", "1e9 M€", "Idea", "²", "=A1", '"', "yht.", "…", "2011"]
        ),
        max_size=7,
    ),
    max_size=8,
)


@settings(max_examples=40)
@given(rows=_TABLE, delimiter=st.sampled_from(";,\t|"))
def test_any_table_under_a_header(rows: list[list[str]], delimiter: str) -> None:
    header = ["Tunnus", "Hanke", "Vastuutaho", "Tila", "Alkaa", "Päättyy", "Kustannusarvio"]
    TARGETS["csv"]("\n".join(delimiter.join(row) for row in [header, *rows]).encode())


@pytest.mark.parametrize("kind", ["xls", "xlsx", "ods"])
@settings(max_examples=30)
@given(dice=st.randoms(use_true_random=False))
def test_a_damaged_workbook(kind: str, dice: st.DrawFn) -> None:
    seed = next(path for path in FILES if path.parent.name == kind and path.name.startswith("seed"))
    TARGETS[kind](mutated(seed.read_bytes(), dice))  # type: ignore[arg-type]
