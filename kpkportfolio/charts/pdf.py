"""Papers as pages of a PDF, written one by one: hundreds of sheets in seconds and in little memory.

matplotlib lays every word out anew and takes half a second for a full sheet. Letters here stand one after the other,
kerned by the typeface's own table; scripts whose letters join are not shaped. The words can be searched and copied.
"""

import zlib
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, count
from types import TracebackType
from typing import Any, BinaryIO

from fontTools import subset  # type: ignore[import-untyped]  # fontTools is not typed
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # nor is this
from matplotlib.colors import to_rgb

from kpkportfolio.charts.paper import BASELINE, Paper, font_files

_CATALOG, _PAGES, _INFO, _RESOURCES = 1, 2, 3, 4


class PdfFile:
    """A PDF being written to ``stream``. The same papers give the same bytes."""

    def __init__(self, stream: BinaryIO, title: str, creator: str) -> None:
        self._stream = stream
        self._offsets: dict[int, int] = {}
        self._numbers = count(_RESOURCES + 1)
        self._pages: list[int] = []
        self._faces = {bold: [_Face(file) for file in font_files(bold)] for bold in (False, True)}
        self._names = {face: f"F{number}" for number, face in enumerate(chain(*self._faces.values()))}
        self._write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        self._object(_INFO, f"<< /Title {_string(title)} /Creator {_string(creator)} >>")

    def __enter__(self) -> "PdfFile":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._end()
        for face in self._names:
            face.font.close()

    def add(self, paper: Paper) -> None:
        """A page as large as the paper."""
        content = "\n".join(self._content(paper)).encode("ascii")
        body = self._packed(next(self._numbers), content)
        page = next(self._numbers)
        box = f"[0 0 {_n(paper.width)} {_n(paper.height)}]"
        self._object(
            page,
            f"<< /Type /Page /Parent {_PAGES} 0 R /MediaBox {box} /Resources {_RESOURCES} 0 R /Contents {body} 0 R >>",
        )
        self._pages.append(page)

    # --- what is drawn -----------------------------------------------------------------------------------------------

    def _content(self, paper: Paper) -> Iterator[str]:
        # points from the upper left corner, y downwards, as on the paper; corners round as matplotlib makes them
        yield f"1 0 0 -1 0 {_n(paper.height)} cm 1 j"
        yield f"{_colour(paper.palette.base)} rg 0 0 {_n(paper.width)} {_n(paper.height)} re f"
        for z in sorted({*paper.texts, *paper.shapes, *paper.lines}):
            for text in paper.texts.get(z, ()):
                yield from self._text(paper, *text)
            for points, fill, edge, width in paper.shapes.get(z, ()):
                paint = ("b" if edge else "f") if fill else "s"
                ink = f"{_colour(fill)} rg " if fill else ""
                rim = f"{_colour(edge)} RG {_n(width)} w [] 0 d " if edge else ""
                if fill or edge:
                    yield f"{ink}{rim}{_path(points)} h {paint}"
            for points, colour, width, dash in paper.lines.get(z, ()):
                lengths = " ".join(map(_n, dash or ()))
                yield f"{_colour(colour)} RG {_n(width)} w [{lengths}] 0 d {_path(points)} S"

    def _text(
        self, paper: Paper, x: float, y: float, text: str, size: float, colour: str, bold: bool, align: str, halo: float
    ) -> Iterator[str]:
        runs, width = self._runs(text, bold)
        left = x - width * size * {"left": 0.0, "center": 0.5, "right": 1.0}[align]
        shown = " ".join(f"/{self._names[face]} {_n(size)} Tf [{cells}] TJ" for face, cells in runs)
        words = f"BT 1 0 0 -1 {_n(left)} {_n(y + size * BASELINE)} Tm {shown} ET"
        if halo:
            # a rim is not read: without this the words would be found twice
            rim = f"{_colour(paper.palette.base)} RG {_n(halo * 2)} w [] 0 d 1 Tr"
            yield f"/Span << /ActualText <FEFF> >> BDC q {rim} {words} Q EMC"
        yield f"{_colour(colour)} rg {words}"

    def _runs(self, text: str, bold: bool) -> tuple[list[tuple["_Face", str]], float]:
        """The glyphs of a text face by face, as TJ takes them, and its width in type of one point."""
        faces = self._faces[bold]
        runs: list[tuple[_Face, list[str]]] = []
        width, before = 0.0, ""
        for sign in text:
            face = next((one for one in faces if ord(sign) in one.glyphs), faces[0])
            number, name, advance = face.glyph(sign)
            if not runs or runs[-1][0] is not face:
                runs.append((face, []))
            elif kern := face.kerning.get((before, name), 0):
                runs[-1][1].append(f"> {_n(-1000 * kern / face.units)} <")
                width += kern / face.units
            runs[-1][1].append(f"{number:04X}")
            width += advance
            before = name
        return [(face, f"<{''.join(cells)}>") for face, cells in runs], width

    # --- the file ----------------------------------------------------------------------------------------------------

    def _write(self, data: bytes) -> None:
        self._stream.write(data)

    def _object(self, number: int, text: str, data: bytes | None = None) -> None:
        self._offsets[number] = self._stream.tell()
        self._write(f"{number} 0 obj\n{text}\n".encode("ascii"))
        if data is not None:
            self._write(b"stream\n" + data + b"\nendstream\n")
        self._write(b"endobj\n")

    def _packed(self, number: int, data: bytes, more: str = "") -> int:
        packed = zlib.compress(data)
        self._object(number, f"<< /Length {len(packed)} /Filter /FlateDecode{more} >>", packed)
        return number

    def _end(self) -> None:
        fonts = "".join(f" /{name} {self._font(face)} 0 R" for face, name in self._names.items() if face.used)
        self._object(_RESOURCES, f"<< /Font <<{fonts} >> >>")
        kids = " ".join(f"{page} 0 R" for page in self._pages)
        self._object(_PAGES, f"<< /Type /Pages /Kids [{kids}] /Count {len(self._pages)} >>")
        self._object(_CATALOG, f"<< /Type /Catalog /Pages {_PAGES} 0 R >>")
        start = self._stream.tell()
        size = max(self._offsets) + 1
        table = "".join(f"{self._offsets[number]:010d} 00000 n \n" for number in range(1, size))
        self._write(f"xref\n0 {size}\n0000000000 65535 f \n{table}".encode("ascii"))
        self._write(f"trailer\n<< /Size {size} /Root {_CATALOG} 0 R /Info {_INFO} 0 R >>\n".encode("ascii"))
        self._write(f"startxref\n{start}\n%%EOF\n".encode("ascii"))

    def _font(self, face: "_Face") -> int:
        """The glyphs that were used, what letters they are and how wide; ECMA and ISO 32000-1, 9.7."""
        data, outlines = face.subset()
        more = " /Subtype /OpenType" if outlines else f" /Length1 {len(data)}"
        file = self._packed(next(self._numbers), data, more)
        scale = 1000 / face.units
        head, hhea = face.font["head"], face.font["hhea"]
        box = " ".join(_n(edge * scale) for edge in (head.xMin, head.yMin, head.xMax, head.yMax))
        name = f"KPKAAA+{''.join(sign for sign in face.name if sign.isalnum() or sign == '-')}"
        described = next(self._numbers)
        self._object(
            described,
            f"<< /Type /FontDescriptor /FontName /{name} /Flags 32 /FontBBox [{box}] /ItalicAngle 0 /StemV 80"
            f" /Ascent {_n(hhea.ascent * scale)} /Descent {_n(hhea.descent * scale)}"
            f" /CapHeight {_n(hhea.ascent * scale)} /FontFile{3 if outlines else 2} {file} 0 R >>",
        )
        inner = next(self._numbers)
        widths = " ".join(f"{number} [{_n(advance * 1000)}]" for number, (advance, _sign) in sorted(face.used.items()))
        kind = "/CIDFontType0" if outlines else "/CIDFontType2 /CIDToGIDMap /Identity"
        self._object(
            inner,
            f"<< /Type /Font /Subtype {kind} /BaseFont /{name} /FontDescriptor {described} 0 R /W [{widths}]"
            " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        )
        letters = self._packed(next(self._numbers), _letters(face).encode("ascii"))
        outer = next(self._numbers)
        self._object(
            outer,
            f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H"
            f" /DescendantFonts [{inner} 0 R] /ToUnicode {letters} 0 R >>",
        )
        return outer


class _Face:
    """One typeface; ``used`` are the glyphs met, each with its width in type of one point and its letter."""

    def __init__(self, file: str) -> None:
        # matplotlib's paths know which face of a collection of typefaces is meant
        self.file, self.face = str(file), int(getattr(file, "face_index", 0))
        self.font: Any = self._open()
        self.units: int = self.font["head"].unitsPerEm
        self.glyphs: dict[int, str] = self.font.getBestCmap()
        self.name: str = self.font["name"].getDebugName(6) or "Font"
        pairs = self.font["kern"].kernTables if "kern" in self.font else ()
        self.kerning: dict[tuple[str, str], int] = next((one.kernTable for one in pairs if one.format == 0), {})
        self.used: dict[int, tuple[float, str]] = {}
        self._known: dict[str, tuple[int, str, float]] = {}

    def _open(self) -> Any:
        return TTFont(self.file, fontNumber=self.face, lazy=True, recalcTimestamp=False)

    def glyph(self, sign: str) -> tuple[int, str, float]:
        """Number, name and width of a letter's glyph; the typeface's empty box where it has none."""
        found = self._known.get(sign)
        if found is None:
            name = self.glyphs.get(ord(sign), ".notdef")
            number = self.font.getGlyphID(name)
            found = self._known[sign] = (number, name, self.font["hmtx"][name][0] / self.units)
            self.used.setdefault(number, (found[2], sign))
        return found

    def subset(self) -> tuple[bytes, bool]:
        """A typeface of the used glyphs under their own numbers; whether its outlines are PostScript's."""
        from io import BytesIO

        options = subset.Options(
            retain_gids=True, hinting=False, layout_features=[], name_IDs=[], notdef_outline=True, drop_tables=_DROPPED
        )
        font = self._open()
        with font:
            subsetter = subset.Subsetter(options)
            subsetter.populate(gids=self.used)
            subsetter.subset(font)
            stream = BytesIO()
            font.save(stream)
        return stream.getvalue(), "CFF " in font


_DROPPED = ["GDEF", "GPOS", "GSUB", "FFTM", "kern", "DSIG", "MATH", "BASE", "STAT", "meta", "gasp", "LTSH", "VDMX"]


def _letters(face: _Face) -> str:
    """What each glyph is read as."""
    lines = [f"<{number:04X}> <{sign.encode('utf-16-be').hex()}>" for number, (_, sign) in sorted(face.used.items())]
    # at most a hundred in a block
    blocks = [lines[at : at + 100] for at in range(0, len(lines), 100)]
    listed = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{listed}\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    )


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _path(points: Any) -> str:
    (x, y), *rest = points
    return f"{x:.2f} {y:.2f} m " + " ".join([f"{x:.2f} {y:.2f} l" for x, y in rest])


@lru_cache(maxsize=1024)
def _colour(colour: str) -> str:
    return " ".join(f"{part:.3f}" for part in to_rgb(colour))


def _string(text: str) -> str:
    return f"<FEFF{text.encode('utf-16-be').hex()}>"
