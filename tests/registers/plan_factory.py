"""Plans as MS Project writes them, made of the few elements a test is about."""

from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from kpkportfolio.registers.reading import read_register
from kpkportfolio.registers.record import ReadInitiative, ReadRegister

SPACE = "http://schemas.microsoft.com/project"


def element(name: str, value: object) -> str:
    """One element; a list is a sequence of elements already written."""
    if isinstance(value, list):
        return f"<{name}>{''.join(value)}</{name}>"
    return f"<{name}>{escape(str(value))}</{name}>"


def task(uid: int, name: str, level: int = 1, *inner: str, **values: object) -> str:
    """A task of March 2012, unless the test says otherwise; None leaves an element out."""
    fields: dict[str, object | None] = {
        "UID": uid,
        "ID": uid,
        "Name": name,
        "OutlineLevel": level,
        "Start": "2012-03-01T08:00:00",
        "Finish": "2012-03-30T17:00:00",
        "Milestone": 0,
        "PercentComplete": 0,
        "Cost": 0,
        **values,
    }
    written = "".join(element(key, value) for key, value in fields.items() if value is not None)
    return f"<Task>{written}{''.join(inner)}</Task>"


def link(before: int, kind: int = 1, lag: int = 0, unit: int = 7) -> str:
    return element(
        "PredecessorLink",
        [
            element("PredecessorUID", before),
            element("Type", kind),
            element("LinkLag", lag),
            element("LagFormat", unit),
        ],
    )


def plan(*tasks: str, head: str = "<CurrencyCode>EUR</CurrencyCode>", tail: str = "", space: str = SPACE) -> str:
    return f'<?xml version="1.0"?><Project xmlns="{space}">{head}<Tasks>{"".join(tasks)}</Tasks>{tail}</Project>'


def read_text(folder: Path, text: str | bytes, name: str = "suunnitelma.xml") -> ReadRegister:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_register(path)


def by_title(register: ReadRegister) -> dict[str, ReadInitiative]:
    return {initiative.title: initiative for initiative in register.initiatives}


def titles(initiatives: Sequence[ReadInitiative]) -> list[str]:
    return [initiative.title for initiative in initiatives]
