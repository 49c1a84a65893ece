"""Mutation of files that are zip archives of XML: changed inside and packed again, for changed from outside they are
merely broken zips."""

import random
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO

_TOKENS = tuple(
    r"""<row/> </row> <c/> r="A1" r="XFD1048576" r="C9" t="s" t="inlineStr" t="e" t="b" t="d" <v>99999999999</v>
    <v>-1</v> <v>1e308</v> <v>NaN</v> <v></v> <v>46000.5</v> &#0; &lt; &amp; &#xD800; <f>A1</f>
    <mergeCell·ref="A1:XFD1048576"/> <mergeCell·ref="B2"/> <is><t>x</t></is> <sheet·name=""·sheetId="1"·r:id="rId9"/>
    <dimension·ref="A1:XFD1048576"/>
    table:number-rows-repeated="1000000" table:number-columns-repeated="16384" office:value-type="date"
    office:date-value="2011-99-99" office:value-type="currency" office:value="1e999" <!DOCTYPE·x> <text:p/> < > "
    <table:covered-table-cell/> <text:s·text:c="9999"/> PT999999999H0M0S <Start>9999-12-31T00:00:00</Start>
    <UID>-1</UID> <OutlineLevel>99999</OutlineLevel> <PercentComplete>-5</PercentComplete> - 999999999999999999999999
    31.2.2011 1.1.2011–31.12.2012 syksy 2012 M€ t€ 1·000,50 nan inf -0 ; , | "" \ = @ sep=; Ã¤ ª ú € null true [] {} :
    "\ud800" 1e400""".split()
)
_BYTES = (
    *(token.replace("·", " ").encode() for token in _TOKENS),
    b"\xff",
    b"\0",
    b"\r",
    b"\n",
    b"\t",
    b"\xef\xbb\xbf",
)


def mutated(data: bytes, dice: random.Random, more: Callable[[bytes], bytes] | None = None) -> bytes:
    """The file with one to four changes, inside one of its members when it is an archive.

    Args:
        more: another way to mutate plain bytes, taken half of the time.
    """
    if data.startswith(b"PK") and dice.random() < 0.9:
        try:
            return _packed(data, dice, more)
        except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError, ValueError, EOFError):
            pass
    return _plain(data, dice, more)


def _packed(data: bytes, dice: random.Random, more: Callable[[bytes], bytes] | None) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = [(one.filename, archive.read(one)) for one in archive.infolist()[:200]]
    at = dice.randrange(len(members))
    name, content = members[at]
    chance = dice.random()
    if chance < 0.04:
        del members[at]
    elif chance < 0.06:
        members.append((name + "x", content))
    else:
        members[at] = (name, _plain(content, dice, more))
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return file.getvalue()


def _plain(data: bytes, dice: random.Random, more: Callable[[bytes], bytes] | None) -> bytes:
    for _time in range(dice.randint(1, 4)):
        if more is not None and dice.random() < 0.5:
            data = more(data)
            continue
        at, length = dice.randrange(len(data) + 1), dice.choice((1, 1, 2, 4, 8, 32, 128))
        what = dice.randrange(7)
        if what == 0:
            data = data[:at] + data[at + length :]
        elif what == 1:
            data = data[:at] + dice.choice(_BYTES) + data[at:]
        elif what == 2:
            data = data[:at] + dice.choice(_BYTES) + data[at + length :]
        elif what == 3 and at < len(data):
            data = data[:at] + bytes([data[at] ^ (1 << dice.randrange(8))]) + data[at + 1 :]
        elif what == 4:
            start = dice.randrange(len(data) + 1)
            data = data[:at] + data[start : start + length] + data[at:]
        elif what == 5:
            digits = [n for n, byte in enumerate(data[:20_000]) if 48 <= byte <= 57]
            if digits:
                at = dice.choice(digits)
                data = data[:at] + dice.choice((b"0", b"9", b"-", b"", b"99999999999")) + data[at + 1 :]
        else:
            data = data[:at]
    return data
