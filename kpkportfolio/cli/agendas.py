"""``agenda show | add | propose | move | remove``."""

from argparse import Namespace
from collections.abc import Callable

from kpkportfolio.charts.catalogue import title_of
from kpkportfolio.cli.minuting import meeting_of
from kpkportfolio.cli.opening import find, opened
from kpkportfolio.cli.output import print_json, print_table
from kpkportfolio.errors import UsageError
from kpkportfolio.model.vocabulary import AgendaKind, label
from kpkportfolio.store.agenda import PICTURES, Agenda, Entry, agendas, proposed, rearranging
from kpkportfolio.store.decisions import MeetingRow, decisions
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.store.reading import shared
from kpkportfolio.store.reading.initiatives import read_initiatives
from kpkportfolio.text import _, ngettext


def show_agenda(options: Namespace) -> int:
    """The items of a meeting in their order."""
    with opened(options) as portfolio:
        meeting = meeting_of(portfolio, options.meeting)
        agenda, titles = _agenda(portfolio, meeting), {row.id: row.title for row in portfolio.initiatives()}
    if options.json:
        print_json(
            [
                {
                    "place": place,
                    "kind": one.kind.value,
                    "what": one.reference,
                    "name": _name(one, titles),
                    "note": one.note,
                }
                for place, one in enumerate(agenda.entries, 1)
            ]
        )
        return 0
    print(f"{meeting.group} {meeting.name}")
    print_table(
        ["#", _("Kind"), _("Name"), _("Note")],
        [
            [str(place), label(one.kind), _name(one, titles), one.note or ""]
            for place, one in enumerate(agenda.entries, 1)
        ],
        right=(0,),
        wide=(2, 3),
    )
    return 0


def add_to_agenda(options: Namespace) -> int:
    """Put initiatives and pictures, or a heading, at the end."""
    if bool(options.what) is bool(options.heading):
        raise UsageError(_("Name initiatives or pictures, or write a heading with --heading."))
    with opened(options) as portfolio:
        with portfolio.read() as connection:
            initiatives, sources = read_initiatives(connection), shared.sources(connection)

        def added(agenda: Agenda) -> Agenda:
            if options.heading:
                return agenda.with_heading(options.heading, options.note)
            for named in options.what:
                reference = named if named in PICTURES else find(initiatives, sources, named).id
                agenda = agenda.with_pictures([named]) if named in PICTURES else agenda.with_items([reference])
                if options.note:
                    entry = next(one for one in agenda.entries if one.reference == reference)
                    agenda = agenda.rewritten(entry.id, options.note)
            return agenda

        return _change(portfolio, options, added)


def propose_for_agenda(options: Namespace) -> int:
    """Put on what was postponed, what needs a decision and what is proposed."""
    with opened(options) as portfolio:
        meeting = meeting_of(portfolio, options.meeting)
        before = [one for one in decisions(portfolio) if one.meeting_id != meeting.id]
        found = proposed(portfolio.initiatives(), before)
        return _change(portfolio, options, lambda agenda: agenda.with_items(found))


def move_on_agenda(options: Namespace) -> int:
    """Move an item to another place."""
    with opened(options) as portfolio:
        return _change(
            portfolio, options, lambda agenda: agenda.moved(_at(agenda, options.place).id, options.to - options.place)
        )


def remove_from_agenda(options: Namespace) -> int:
    """Take an item off."""
    with opened(options) as portfolio:
        return _change(portfolio, options, lambda agenda: agenda.without(_at(agenda, options.place).id))


def _change(portfolio: Portfolio, options: Namespace, make: Callable[[Agenda], Agenda]) -> int:
    meeting = meeting_of(portfolio, options.meeting)
    shown = _agenda(portfolio, meeting)
    wanted = make(shown).placed()
    operation = rearranging(meeting, shown, wanted)
    if operation is not None:
        portfolio.commit(operation)
    n = len(wanted.entries)
    told = ngettext("{meeting}: {n} item on the agenda.", "{meeting}: {n} items on the agenda.", n)
    print(told.format(meeting=f"{meeting.group} {meeting.name}", n=n))
    return 0


def _agenda(portfolio: Portfolio, meeting: MeetingRow) -> Agenda:
    return agendas(portfolio, meeting_id=meeting.id).get(meeting.id, Agenda())


def _at(agenda: Agenda, place: int) -> Entry:
    if not 1 <= place <= len(agenda.entries):
        raise UsageError(
            _("There is no item {n} on the agenda; it has {all}.").format(n=place, all=len(agenda.entries))
        )
    return agenda.entries[place - 1]


def _name(entry: Entry, titles: dict[str, str]) -> str:
    if entry.kind is AgendaKind.PICTURE:
        return title_of(entry.reference) if entry.reference in PICTURES else entry.reference
    return titles.get(entry.reference, entry.reference)
