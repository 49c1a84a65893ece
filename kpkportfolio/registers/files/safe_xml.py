"""An XML file as a tree of elements, without anything in it being able to harm: no document type definition and so no
entities, nothing outside the file is asked for, and size, depth and number of elements have their caps.
"""

from collections.abc import Callable, Collection
from pathlib import Path
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from kpkportfolio.errors import UnacceptableInput
from kpkportfolio.text import _

LARGEST_FILE = 64 * 1024 * 1024
DEEPEST = 200
MOST_ELEMENTS = 2_000_000
"""An attribute counts for two, for it takes as much memory; so many take some 300 MB."""
_AT_ONCE = 1 << 18
_BLANK = b"\xef\xbb\xbf\xff\xfe \t\r\n\0"


def looks_like_xml(data: bytes) -> bool:
    """Whether a file's beginning is that of an XML document, in whatever encoding."""
    return data.lstrip(_BLANK).startswith(b"<")


def root_name(data: bytes) -> tuple[str, str]:
    """Namespace and name of the document's first element as far as its beginning tells; empty when it does not."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = _tell_root
    try:
        parser.Parse(data, False)
    except _Root as found:
        namespace, _blank, name = found.args[0].rpartition(" ")
        return namespace, name
    except (expat.ExpatError, LookupError, ValueError):
        pass  # what is wrong is told when the whole is read
    return "", ""


def read_xml(
    path: Path, data: bytes, skipped: Collection[str] = (), progress: Callable[[int, int], None] | None = None
) -> Element:
    """The document's root; names are without their namespace.

    Args:
        skipped: elements that are left out with all that is in them.
        progress: told ``(bytes done, bytes in all)``; what it raises cancels the reading.

    Raises:
        UnacceptableInput: no well-formed XML, a document type definition, or more than the caps allow.
    """
    if len(data) > LARGEST_FILE:
        raise too_large(path)
    builder = _Builder(path, frozenset(skipped))
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    try:
        for at in range(0, len(data), _AT_ONCE):
            parser.Parse(data[at : at + _AT_ONCE], False)
            if progress is not None:
                progress(at, len(data))
        parser.Parse(b"", True)
    except _Doctype as error:
        raise UnacceptableInput(
            _("{file} holds a document type definition, which no plan needs; it was not opened.").format(file=path.name)
        ) from error
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise UnacceptableInput(
            _("{file} is not readable as XML: {reason}.").format(file=path.name, reason=error)
        ) from error
    return builder.close()


class _Root(Exception):
    """The first element has been met; nothing after it is looked at."""


def _tell_root(name: str, _attributes: dict[str, str]) -> None:
    raise _Root(name)


class _Doctype(Exception):
    """The document has a type definition."""


def _refuse(*_declaration: object) -> None:
    raise _Doctype


def too_large(path: Path) -> UnacceptableInput:
    """The refusal of a file beyond what any plan holds."""
    return UnacceptableInput(_("{file} is too large to be a plan.").format(file=path.name))


class _Builder:
    """Makes the tree; counts as it goes."""

    def __init__(self, path: Path, skipped: frozenset[str]) -> None:
        self._path = path
        self._skipped = skipped
        self._tree = TreeBuilder()
        self._names: dict[str, str] = {}
        self._depth = self._elements = self._out_at = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._elements += 1 + 2 * len(attributes)
        if self._depth > DEEPEST or self._elements > MOST_ELEMENTS:
            # expat itself would go on to any depth, but not what walks the tree
            raise too_large(self._path)
        if self._out_at:
            return
        name = self._plain(name)
        if name in self._skipped:
            self._out_at = self._depth
        else:
            self._tree.start(name, attributes)

    def end(self, name: str) -> None:
        if not self._out_at:
            self._tree.end(self._plain(name))
        elif self._out_at == self._depth:
            self._out_at = 0
        self._depth -= 1

    def _plain(self, name: str) -> str:
        """A name without its namespace; one and the same text each time, for there are millions."""
        plain = self._names.get(name)
        if plain is None:
            plain = self._names[name] = name.rpartition(" ")[2]
        return plain

    def text(self, text: str) -> None:
        if not self._out_at:
            self._tree.data(text)

    def close(self) -> Element:
        return self._tree.close()
