"""Carrying out a merge that a meeting decided on, in peace: with a choice of every field that differs."""

from PySide6.QtWidgets import QWidget

from kpkportfolio.model.vocabulary import Verdict
from kpkportfolio.store.merges import AgreedMerge
from kpkportfolio.text import _
from ui.dialogs.merge import MergeDialog
from ui.pages.meeting.choosing import ChooseItem
from ui.session import Session


def carry_out(session: Session, merge: AgreedMerge, parent: QWidget) -> None:
    """Ask how the two are merged and do it, as one undoable operation; the target stays unless the other is chosen.

    The target is asked for first where its name does not tell which it is.
    """
    rows = session.by_id
    into = merge.into[0] if len(merge.into) == 1 else _target(session, parent)
    if into is None or into == merge.initiative_id or not {into, merge.initiative_id} <= rows.keys():
        return
    answer = MergeDialog.ask(session, rows[into], rows[merge.initiative_id], merge.why, parent.window())
    if answer is None:
        return
    if not answer.merge:
        session.findings.judge(into, merge.initiative_id, Verdict.DUPLICATE, answer.why)
        return
    portfolio = session.portfolio
    session.commit_later(
        lambda _progress: answer.operation(portfolio), _("Merging"), lambda: session.select((answer.keep,))
    )


def _target(session: Session, parent: QWidget) -> str | None:
    found = ChooseItem.ask(session, parent.window())
    return found[1] if found is not None and found[0] == "initiative" else None
