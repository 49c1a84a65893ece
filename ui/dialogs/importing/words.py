"""What the import dialog says, in the language spoken now."""

from collections.abc import Sequence
from datetime import date

from kpkportfolio.model.vocabulary import Status, label
from kpkportfolio.model.words import value_words
from kpkportfolio.registers.record import ReadInitiative
from kpkportfolio.text import _, format_date, format_euros, format_number, ngettext
from ui.dialogs.importing.file import File, State
from ui.models.columns import exact_millions

_MOST_PARTS = 2


def unknown() -> str:
    """What is written where nothing is known."""
    return _("not known")


def schedule(row: ReadInitiative) -> str:
    """``1.1.2010–31.12.2011``; an unknown end is written out."""
    if not (row.start or row.end or row.open_ended):
        return unknown()
    end = _("continuous") if row.open_ended else format_date(row.end) or unknown()
    return f"{format_date(row.start) or unknown()}–{end}"


def investment(row: ReadInitiative) -> str:
    """In M€ with every decimal, a range where it is one: what was understood is checked by it."""
    return exact_millions(row.investment_min, row.investment_max) or unknown()


def value(field: str, found: object) -> str:
    """A compared field's value."""
    if found is None or found == ():
        return unknown()
    if isinstance(found, tuple):
        return "; ".join(found)
    if field == "status" and found in list(Status):
        return label(Status(str(found)))
    if isinstance(found, bool):
        return _("yes") if found else _("no")
    if isinstance(found, date):
        return format_date(found)
    if field.startswith("investment") and isinstance(found, int):
        return format_euros(found)
    return value_words("initiative", field, found) if isinstance(found, str | int) else str(found)


def initiatives(n: int) -> str:
    """``66 hanketta``."""
    return ngettext("{n} initiative", "{n} initiatives", n).format(n=format_number(n))


def file_line(file: File) -> str:
    """Where a file stands, in a few words."""
    plain = {
        State.WAITING: _("Waiting"),
        State.READING: _("Reading …"),
        State.STALE: _("Waiting to be compared"),
        State.COMPARING: _("Comparing …"),
        State.REFUSED: _("Cannot be read"),
        State.IMPORTING: _("Importing …"),
        State.DONE: _("Imported"),
    }
    if file.state in plain:
        return plain[file.state]
    assert file.preview is not None
    if file.held_back:
        n = file.preview.left_out
        return ngettext("Held back: {n} bad row", "Held back: {n} bad rows", n).format(n=format_number(n))
    if file.preview.operation is None:
        return _("Nothing new")
    return what_happens([file])


def what_happens(files: Sequence[File], done: bool = False) -> str:
    """``66 uutta, 2 yhdistettävää, 3 muuttunutta``: what importing these files does, or did."""
    new, updates = _sums(files)
    merged = sum(file.preview.merged for file in files if file.preview is not None)
    parts = []
    if new:
        parts.append(ngettext("{n} new", "{n} new", new).format(n=format_number(new)))
    if merged:
        to_come = ngettext("{n} to be merged", "{n} to be merged", merged)
        told = ngettext("{n} merged", "{n} merged", merged) if done else to_come
        parts.append(told.format(n=format_number(merged)))
    if updates:
        parts.append(ngettext("{n} changed", "{n} changed", updates).format(n=format_number(updates)))
    return ", ".join(parts) or _("only when and where it was read")


def _sums(files: Sequence[File]) -> tuple[int, int]:
    previews = [file.preview for file in files if file.preview is not None]
    return sum(len(one.new) - one.merged for one in previews), sum(one.updates for one in previews)


def alike(n: int) -> str:
    """That new rows are probably there already; empty when none is."""
    if not n:
        return ""
    told = ngettext(
        "{n} new row probably repeats or overlaps with an initiative or another row.",
        "{n} new rows probably repeat or overlap with initiatives or other rows.",
        n,
    )
    return told.format(n=format_number(n))


def import_button(files: Sequence[File]) -> str:
    """What the button does: ``Tuo 66 hanketta``."""
    new, updates = _sums(files)
    if new:
        n = new + updates + sum(file.preview.merged for file in files if file.preview is not None)
        return ngettext("Import {n} initiative", "Import {n} initiatives", n).format(n=format_number(n))
    if updates:
        return ngettext("Update {n} initiative", "Update {n} initiatives", updates).format(n=format_number(updates))
    if not files:
        return _("Import")
    # a bundle may bring rows that are no initiatives
    return _("Import the changes") if any(file.is_bundle for file in files) else _("Note as read")


def plan(files: Sequence[File], wanted: Sequence[File]) -> str:
    """One sentence or two on what the button will do and what it will leave."""
    said = []
    if wanted:
        n = len(wanted)
        said.append(
            ngettext("From {n} file: {what}.", "From {n} files: {what}.", n).format(
                n=format_number(n), what=what_happens(wanted)
            )
        )
    elif all(file.state is State.READY and not file.held_back for file in files):
        said.append(_("The portfolio has all of this already; there is nothing to import."))
    held = sum(file.state is State.READY and file.held_back for file in files)
    if held:
        told = ngettext("{n} file is held back for its bad rows.", "{n} files are held back for their bad rows.", held)
        said.append(told.format(n=format_number(held)))
    refused = sum(file.state is State.REFUSED for file in files)
    if refused:
        told = ngettext("{n} file cannot be read.", "{n} files cannot be read.", refused)
        said.append(told.format(n=format_number(refused)))
    return " ".join(said)


def _left(files: Sequence[File]) -> list[str]:
    """``5 riviä jäi pois``; nothing when none was left out."""
    n = sum(file.preview.left_out for file in files if file.preview is not None)
    return [ngettext("{n} row left out", "{n} rows left out", n).format(n=format_number(n))] if n else []


def outcome(files: Sequence[File]) -> str:
    """What came in, and how to take it back."""
    done = [file for file in files if file.state is State.DONE and file.preview]
    if not done:
        return ""
    names = ", ".join(file.name or file.path.name for file in done[:_MOST_PARTS])
    if len(done) > _MOST_PARTS:
        left = len(done) - _MOST_PARTS
        names += " " + ngettext("and {n} other", "and {n} others", left).format(n=format_number(left))
    said = _("Imported {names}: {what}.").format(
        names=names, what=", ".join([what_happens(done, done=True), *_left(done)])
    )
    n = sum(len(file.preview.problems) for file in done if file.preview is not None)
    problems = ngettext("{n} problem is told on the Registers page.", "{n} problems are told on the Registers page.", n)
    hint = ngettext("Ctrl+Z takes it back.", "Ctrl+Z takes them back one file at a time.", len(done))
    return " ".join(part for part in (said, problems.format(n=format_number(n)) if n else "", hint) if part)
