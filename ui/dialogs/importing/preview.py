"""What importing a file would do, worked out off the UI thread; no Qt here, and nothing is written."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from kpkportfolio.model.change import Operation
from kpkportfolio.model.vocabulary import Verdict
from kpkportfolio.registers.difference.noted_problems import left_out_before
from kpkportfolio.registers.difference.reconciling import ChangedRecord, Reconciliation, VanishedRecord, reconcile
from kpkportfolio.registers.difference.standing import Records
from kpkportfolio.registers.difference.three_way import FieldChange, KeptField
from kpkportfolio.registers.difference.together import Together
from kpkportfolio.registers.profile import Profile
from kpkportfolio.registers.record import Problem, ReadInitiative, ReadRegister
from kpkportfolio.store.portfolio import Portfolio
from ui.dialogs.importing.choosing import Choice, Place, carried
from ui.dialogs.importing.sources import SourceFile
from ui.dialogs.importing.unknowns import Unknowns, unknown_words, with_certain
from ui.tasks import Progress

_CHUNK = 5000
"""Ids in one query, under the databases' limits of bound values."""


class Line(NamedTuple):
    """One line of the changes: an initiative's heading when neither ``change`` nor ``kept``, else one of its fields.

    Attributes:
        insisted: the register's value is taken because the person asked for it.
    """

    record: ChangedRecord
    row: int | None = None
    change: FieldChange | None = None
    kept: KeptField | None = None
    insisted: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """What would become of a file's rows.

    Attributes:
        register: the register's name in the portfolio; empty for a bundle.
        updates: how many of ``changed`` the operation changes; in the others a person's own corrections stay.
        lines: ``changed`` as lines.
        problems: what was not understood, fatal ones first, then by place.
        left_out: rows that cannot be taken in.
        left_out_before: the same were left out of the register's last file.
        skipped: rows and sheets that hold no initiative, with the reason.
        others: changed rows of a bundle that belong to no new or changed initiative.
        operation: what would be committed, the good rows alone when some are bad; None when nothing changes.
        ids: of the new initiatives, by their rows' places.
        chosen: what a person chose for new rows, as far as the operation carries it out.
        unknowns: words of the register that the portfolio does not know.
    """

    register: str
    new: list[ReadInitiative]
    changed: list[ChangedRecord]
    updates: int
    lines: list[Line]
    unchanged: list[ReadInitiative]
    vanished: list[VanishedRecord]
    problems: list[Problem]
    left_out: int
    skipped: list[tuple[str | None, int, str]]
    others: int
    operation: Operation | None
    ids: Mapping[Place, str] = field(default_factory=dict)
    chosen: tuple[Choice, ...] = ()
    unknowns: Unknowns = field(default_factory=Unknowns)
    left_out_before: bool = False

    @property
    def merged(self) -> int:
        """How many of the new rows become a source of what is there already."""
        return len({choice.place for choice in self.chosen if choice.verdict is Verdict.DUPLICATE})

    def promises(self, other: "Preview") -> bool:
        """Whether another preview of the same file says the same to a person. Ids of what is new may differ."""
        return (
            self.new == other.new
            and [(one.title, one.fields, one.kept) for one in self.changed]
            == [(one.title, one.fields, one.kept) for one in other.changed]
            and [(one.title, one.ref) for one in self.vanished] == [(one.title, one.ref) for one in other.vanished]
            and self.problems == other.problems
            and (self.others, self.operation is None) == (other.others, other.operation is None)
            and self.chosen == other.chosen
        )


def compare(
    records: Records,
    portfolio: Portfolio,
    source: SourceFile,
    today: date,
    name: str,
    insist: Collection[tuple[str, str]],
    choices: Collection[Choice],
    progress: Progress,
) -> Preview:
    """What importing a file would do.

    Args:
        records: the portfolio, or it together with files that would be imported before this one.
        name: the register's name; a bundle has none.
        insist: ``(initiative id, field)`` where the register's value wins over a person's own.
        choices: what is to become of new rows that may be there already.
    """
    progress(0, 0)
    if source.content is not None:
        from ui.dialogs.importing.bundles import bundle_preview

        preview = bundle_preview(portfolio, source.content, source.path.name)
    else:
        assert source.register is not None
        unknowns = unknown_words(records, source.register, source.profile or Profile())
        progress(0, 0)
        register = with_certain(source.register, unknowns)
        found = reconcile(records, register, today, name, True, progress, insist)
        before = left_out_before(found.fatal, _stored(records, found.register))
        preview = replace(_preview(records, register, found, insist), unknowns=unknowns, left_out_before=before)
    if preview.operation is None or not choices:
        return preview
    operation, chosen = carried(records, preview.operation, preview.ids, choices, portfolio.by)
    return replace(preview, operation=operation, chosen=chosen)


def _stored(records: Records, name: str) -> object:
    """What is remembered of a register."""
    rows = records.records("register").values()
    return next((row["profile"] for row in rows if str(row["name"]).casefold() == name.casefold()), None)


def compare_after(
    earlier: Sequence[Operation | None],
    portfolio: Portfolio,
    source: SourceFile,
    today: date,
    name: str,
    insist: Collection[tuple[str, str]],
    choices: Collection[Choice],
    progress: Progress,
) -> Preview:
    """What importing a file would do once these operations are carried out."""
    together = Together(portfolio)
    for operation in earlier:
        if operation is not None:
            progress(0, 0)
            together.add(operation)
    return compare(together, portfolio, source, today, name, insist, choices, progress)


def _preview(
    records: Records, register: ReadRegister, found: Reconciliation, insist: Collection[tuple[str, str]]
) -> Preview:
    by_place: dict[Place, ReadInitiative] = {(one.sheet, one.row): one for one in register.initiatives}
    changes = [] if found.operation is None else found.operation.changes
    sources = [change for change in changes if change.entity == "source" and change.after is not None]
    new_places: dict[Place, str] = {}
    moved: dict[str, Place | None] = {}
    for change in sources:
        after = change.after or {}
        if change.before is None:
            new_places[_place(after)] = str(after["initiative_id"])
        elif "read_values" in after:
            moved[change.id] = None
    rows = _places_of_changed(records, found.changed, {change.id: change.after or {} for change in sources}, moved)
    elsewhere = {*new_places, *rows.values()}
    return Preview(
        found.register,
        [by_place[place] for place in new_places],
        found.changed,
        sum(bool(record.fields) for record in found.changed),
        changed_lines(found.changed, {id_: row for id_, (_sheet, row) in rows.items()}, insist),
        [one for place, one in by_place.items() if place not in elsewhere],
        found.vanished,
        in_order(found.problems),
        len({(problem.sheet, problem.row) for problem in found.fatal}),
        register.skipped,
        0,
        found.operation,
        new_places,
    )


def _place(row: object) -> Place:
    assert isinstance(row, dict)
    return row["sheet"], int(row["row"])


def _places_of_changed(
    records: Records, changed: Sequence[ChangedRecord], after: dict[str, object], moved: dict[str, Place | None]
) -> dict[str, Place]:
    """Where the changed initiatives stand in the file, by their ids."""
    ids = [record.id for record in changed]
    found: dict[str, Place] = {}
    for at in range(0, len(ids), _CHUNK):
        for id_, row in records.records("source", initiative_id=ids[at : at + _CHUNK]).items():
            if id_ in moved:
                now = after[id_]
                assert isinstance(now, dict)
                found[str(row["initiative_id"])] = _place({**row, **now})
    return found


def changed_lines(
    changed: Sequence[ChangedRecord], rows: dict[str, int], insist: Collection[tuple[str, str]] = ()
) -> list[Line]:
    """A heading for each changed initiative and a line for each of its fields."""
    lines: list[Line] = []
    for record in changed:
        row = rows.get(record.id)
        lines.append(Line(record, row))
        lines += [Line(record, row, change, insisted=(record.id, change.field) in insist) for change in record.fields]
        lines += [Line(record, row, kept=kept) for kept in record.kept]
    return lines


def in_order(problems: Sequence[Problem]) -> list[Problem]:
    """Fatal ones first, then by sheet as they come in the file, then by row."""
    sheets = {sheet: at for at, sheet in enumerate(dict.fromkeys(problem.sheet for problem in problems))}
    return sorted(problems, key=lambda problem: (not problem.fatal, sheets[problem.sheet], problem.row or 0))
