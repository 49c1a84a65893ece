"""Files of project planning programs, known by what is in them rather than by how they are called."""

from collections.abc import Callable
from pathlib import Path

from kpkportfolio.errors import UnacceptableInput
from kpkportfolio.files import refuse_in_use
from kpkportfolio.model.project_xml import NAMESPACE
from kpkportfolio.registers.files.opening import whole
from kpkportfolio.registers.files.safe_xml import looks_like_xml, root_name
from kpkportfolio.registers.plans.gantt_project import read_gantt_project
from kpkportfolio.registers.plans.plan_register import as_register
from kpkportfolio.registers.plans.project_xml import read_project_xml
from kpkportfolio.registers.record import ReadRegister
from kpkportfolio.text import _

_NAMED = (".xml", ".gan")
_CLOSED = (".mpp", ".mpt")
_START = 1 << 16
"""Bytes in which a file says what it is, comments before its first element included."""


def read_plan(path: Path, progress: Callable[[int, int], None] | None = None) -> ReadRegister | None:
    """The plan in a file as a register; None when the file is nothing of the kind.

    Raises:
        UnacceptableInput: it is called a plan but is none, or it is one that cannot be read.
    """
    if path.suffix.lower() in _CLOSED:
        raise UnacceptableInput(
            _(
                "{file} is in a format that only MS Project itself reads. Open it there, save it as XML (Save As, XML "
                "Format) and import that."
            ).format(file=path.name)
        )
    if not path.is_file():
        return None  # a pipe would be waited for; who reads on says what it is
    refuse_in_use(path)
    try:
        with path.open("rb") as stream:
            start = stream.read(_START)
    except OSError:
        return None  # who reads on says what is wrong
    named = path.suffix.lower() in _NAMED
    if not looks_like_xml(start):
        if named and start.strip():
            raise _no_plan(path)
        return None
    namespace, name = root_name(start)
    if name == "Project" and (not namespace or namespace.startswith(NAMESPACE)):
        return as_register(read_project_xml(path, whole(path), progress), path)
    if name == "project" and not namespace:
        return as_register(read_gantt_project(path, whole(path), progress), path)
    if named:
        raise _no_plan(path)
    return None


def _no_plan(path: Path) -> UnacceptableInput:
    return UnacceptableInput(
        _(
            "{file} is not a project plan. Plans are read as MS Project writes them in XML (Save As, XML Format) and "
            "as GanttProject does (gan)."
        ).format(file=path.name)
    )
