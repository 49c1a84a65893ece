"""PDF pages as other programs read them."""

import re
import shutil
import subprocess
import zlib
from io import BytesIO
from pathlib import Path

import pytest

from kpkportfolio.charts.palette import PRINT
from kpkportfolio.charts.paper import Paper, text_width
from kpkportfolio.charts.pdf import PdfFile


def paper(text: str = "Sähköinen asiointi – 10 %") -> Paper:
    sheet = Paper(300, 200, PRINT)
    sheet.rect(10, 10, 60, 20, "#FFFFFF", "#000000")
    sheet.line([(0, 0), (30, 40)], "#B3241B", dash=(3, 2))
    sheet.text(150, 100, text, 9, bold=True, align="center", halo=2)
    sheet.text(290, 150, "\u2011 AVA Ж", 9, align="right")
    return sheet


def written(*papers: Paper) -> bytes:
    stream = BytesIO()
    with PdfFile(stream, "Otsikko", "KPK Portfolio") as file:
        for one in papers:
            file.add(one)
    return stream.getvalue()


def test_the_table_of_objects_leads_to_each_of_them() -> None:
    data = written(paper(), paper("Toinen"))
    start = int(data.rsplit(b"startxref\n", 1)[1].split()[0])
    offsets = [int(line[:10]) for line in data[start:].splitlines()[3:] if line.endswith(b" n ")]
    assert len(offsets) > 8
    for number, offset in enumerate(offsets, 1):
        assert data[offset:].startswith(b"%d 0 obj\n" % number)
    assert len(re.findall(rb"/Type /Page\b", data)) == 2
    assert data == written(paper(), paper("Toinen"))


def test_letters_stand_where_they_are_measured() -> None:
    sheet = Paper(300, 200, PRINT)
    sheet.text(290, 100, "nnnn", 10, align="right")
    data = written(sheet)
    page = next(
        text
        for raw in re.findall(rb"stream\n(.*?)\nendstream", data, re.DOTALL)
        if b" Tm " in (text := zlib.decompress(raw))
    )
    found = re.search(rb"1 0 0 -1 ([\d.]+) ([\d.]+) Tm", page)
    assert found is not None
    assert float(found[1]) == pytest.approx(290 - text_width("nnnn", 10), abs=1)
    assert float(found[2]) == pytest.approx(103.6)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no poppler on this machine")
def test_the_words_are_read_once(tmp_path: Path) -> None:
    path = tmp_path / "sivu.pdf"
    path.write_bytes(written(paper()))
    shown = subprocess.run(["pdftotext", str(path), "-"], check=True, capture_output=True)
    text = shown.stdout.decode()
    assert text.count("Sähköinen asiointi – 10 %") == 1
    assert "AVA Ж" in text
    assert not shown.stderr
