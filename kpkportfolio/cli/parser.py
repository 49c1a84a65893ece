"""The commands and their options."""

import argparse
import os
from argparse import SUPPRESS, ArgumentParser, Namespace
from importlib.metadata import PackageNotFoundError, version
from typing import Any, NoReturn

from kpkportfolio import paths
from kpkportfolio.charts.catalogue import PICTURES
from kpkportfolio.charts.sizes import COLUMNS
from kpkportfolio.cli.arguments import add_filter, add_moment, count, first_day, last_day, share
from kpkportfolio.model.change import OperationKind
from kpkportfolio.model.vocabulary import OverlapKind, Verdict
from kpkportfolio.text import LANGUAGES, N_, _, ngettext

_DATABASE_VARIABLE = "KPKPORTFOLIO_DB"

# argparse's own words, for the catalogues
_ARGPARSE_WORDS = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("show program's version number and exit"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("expected one argument"),
    N_("expected at least one argument"),
)


class _Parser(ArgumentParser):
    """Complains in one sentence and names the help, instead of printing the whole usage."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, _("{message}. Help: {command} --help").format(message=message, command=self.prog) + "\n")


def database(options: Namespace, required: bool = True) -> str | None:
    """The file or address to use: ``--db``, else KPKPORTFOLIO_DB, else the user's own file.

    Args:
        required: False gives None rather than the user's own file, when neither is named.
    """
    named = options.db or os.environ.get(_DATABASE_VARIABLE)
    if named or not required:
        return named or None
    return str(paths.default_database())


def own_version() -> str:
    """The version that is installed."""
    try:
        return version(paths.APPLICATION)
    except PackageNotFoundError:
        return "0"


def make() -> ArgumentParser:
    """The parser, its help in the language spoken now."""
    # argparse asks gettext for the language of the environment; ours is chosen when the command is given
    vars(argparse).update(_=_, ngettext=ngettext)
    top = _Parser(
        prog="kpkportfolio",
        description=_("One true portfolio of the public sector's ICT initiatives. Without a command the window opens."),
        allow_abbrev=False,
    )
    _common(top, at_top=True)
    top.add_argument("--version", action="version", version=f"KPK Portfolio {own_version()}")
    top.add_argument("--selftest", action="store_true", help=SUPPRESS)
    commands = top.add_subparsers(dest="command", metavar=_("COMMAND"), parser_class=_Parser)

    def command(name: str, module: str, function: str, text: str, json: bool = True) -> ArgumentParser:
        made = _add(commands, name, text, json)
        made.set_defaults(run=(module, function))
        return made

    command("demo", "importing", "demo", _("fill an empty database with the sample portfolio"), json=False)

    taken = command("import", "importing", "import_files", _("read registers into the portfolio"))
    taken.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help=_("xlsx, ods, csv, a plan (xml of MS Project, gan), or a bundle (json, zip)"),
    )
    taken.add_argument("--source", metavar=_("NAME"), help=_("the register's name, when it is not the file's"))
    taken.add_argument(
        "--mapping",
        metavar=_("PROFILE"),
        help=_("how the columns are read: a JSON file, or the register whose files are read so"),
    )
    taken.add_argument("--dry-run", action="store_true", help=_("only show how the file is read and what would change"))
    taken.add_argument(
        "--accept-good-rows", action="store_true", help=_("take the good rows in although others cannot be")
    )

    shown = command("list", "initiatives", "list_initiatives", _("all initiatives"))
    shown.add_argument("--columns", metavar=_("NAMES"), help=_("these columns instead, with commas between"))
    add_filter(shown)
    add_moment(shown)
    one = command("show", "initiatives", "show_initiative", _("everything about one initiative"))
    one.add_argument("id", metavar="ID", help=_("its id, the beginning or end of it, or its register's reference"))
    add_moment(one)

    pairs = command("overlaps", "overlapping", "list_overlaps", _("found pairs, strongest first"))
    pairs.add_argument("--limit", type=count, metavar="N", help=_("at most so many"))
    pairs.add_argument("--min-score", type=share, metavar="X", help=_("at least so likely, 0…1"))
    pairs.add_argument("--kind", choices=[kind.value for kind in OverlapKind])
    idea = command("check", "overlapping", "check_idea", _("an idea mirrored against the portfolio"))
    idea.add_argument("text", metavar=_("TEXT"))
    idea.add_argument("--limit", type=count, metavar="N", default=10, help=_("at most so many"))
    judged = command("verdict", "overlapping", "give_verdict", _("record a judgement of a pair"), json=False)
    judged.add_argument("a", metavar="A")
    judged.add_argument("b", metavar="B")
    judged.add_argument("verdict", choices=[verdict.value for verdict in Verdict])
    judged.add_argument("--why", metavar=_("TEXT"), help=_("the reason"))

    drawn = command("chart", "pictures", "draw_chart", _("a picture into a file"), json=False)
    _picture(drawn)
    add_filter(drawn)
    add_moment(drawn)
    sent = command("export", "exporting", "export", _("a snapshot for others"), json=False)
    sent.add_argument("out", metavar="OUT", help=".xlsx, .csv, .pptx, .xml, .json, .zip")
    sent.add_argument("--template", choices=("full", "steering-group", "municipality"), help=_("whom it is for"))
    sent.add_argument("--organisation", metavar=_("NAME"), help=_("the municipality it is for"))
    sent.add_argument("--columns", metavar=_("NAMES"), help=_("only these columns of initiatives, with commas between"))
    sent.add_argument(
        "--confidential", action="store_true", help=_("with what is flagged confidential, for one's own use")
    )
    sent.add_argument(
        "--against",
        metavar=_("STATE"),
        help=_("schedules of a .pptx compared with the first or latest baseline, a snapshot, a day, or none"),
    )

    _agendas(_add(commands, "agenda", _("what a meeting has on its agenda"), json=False))
    add_filter(sent)
    add_moment(sent)

    minuted = command("minutes", "minuting", "write_minutes", _("the minutes of a meeting into a file"), json=False)
    minuted.add_argument("out", metavar="OUT", help=".docx, .md")
    minuted.add_argument("--meeting", metavar=_("NAME"), help=_("another meeting than the latest, such as 3/2011"))
    minuted.add_argument(
        "--confidential", action="store_true", help=_("with what is flagged confidential, for one's own use")
    )

    _snapshots(_add(commands, "snapshot", _("frozen states of the portfolio"), json=False))

    told = command("history", "journalling", "show_history", _("what happened, newest first"))
    _looked_for(told)
    back = command("undo", "journalling", "undo", _("take the latest operation back"))
    back.add_argument(
        "--operation", type=count, metavar="N", help=_("an older one instead, by its number in the history")
    )
    _partly(back)
    command("redo", "journalling", "redo", _("carry out again what was taken back"), json=False)

    restored = command("restore", "journalling", "restore", _("bring a deleted initiative back, or list them all"))
    restored.add_argument("id", nargs="?", metavar="ID", help=_("its id, the beginning or end of it, or its title"))
    _partly(restored)

    _databases(_add(commands, "db", _("the database itself"), json=False))
    return top


def _looked_for(made: ArgumentParser) -> None:
    made.add_argument("id", nargs="?", metavar="ID", help=_("only to this initiative"))
    made.add_argument("--who", metavar=_("NAME"), help=_("only what this person did; a part of the name is enough"))
    made.add_argument("--from", dest="first", type=first_day, metavar=_("DAY"), help=_("only from this day on"))
    made.add_argument("--to", dest="last", type=last_day, metavar=_("DAY"), help=_("only until this day"))
    made.add_argument("--kind", choices=[kind.value for kind in OperationKind], help=_("only what was done so"))
    made.add_argument("--field", metavar=_("NAME"), help=_("only what changed this field, such as status"))
    made.add_argument("--search", metavar=_("TEXT"), default="", help=_("only what has all these words"))
    made.add_argument("--limit", type=count, metavar="N", help=_("at most so many"))


def _partly(made: ArgumentParser) -> None:
    made.add_argument(
        "--dry-run", action="store_true", help=_("only show what that would do, and what stands against it")
    )
    made.add_argument(
        "--partly", action="store_true", help=_("only what nobody has changed since; otherwise all or nothing")
    )
    made.add_argument("--why", metavar=_("TEXT"), help=_("the reason"))


def _picture(made: ArgumentParser) -> None:
    names = ", ".join(picture.name for picture in PICTURES)
    made.add_argument("name", metavar=_("PICTURE"), help=names)
    made.add_argument("out", metavar="OUT", help=".png, .svg, .pdf")
    made.add_argument("--paper", choices=("a3", "a4"), default="a3")
    made.add_argument("--palette", choices=("print", "light", "dark", "projector"), default="print")
    made.add_argument(
        "--group-by",
        choices=("programme", "organisation", "status", "domain", "none"),
        default="programme",
        help=_("what gantt, roadmap and trend are grouped by"),
    )
    made.add_argument(
        "--from", dest="first", type=first_day, metavar=_("DAY"), help=_("the first day of gantt and roadmap")
    )
    made.add_argument("--to", dest="last", type=last_day, metavar=_("DAY"), help=_("the last day of gantt and roadmap"))
    made.add_argument("--columns", metavar=_("NAMES"), help=f"gantt: {', '.join(COLUMNS)}")
    made.add_argument(
        "--against",
        metavar=_("STATE"),
        default="latest",
        help=_("gantt: compared with the first or latest baseline, a snapshot, a day, or none"),
    )
    made.add_argument("--margin", type=int, choices=(5, 10, 20), default=10, help=_("gantt: the white around it, mm"))
    made.add_argument(
        "--by-what",
        dest="stack_by",
        choices=("programme", "kind", "wave"),
        default="programme",
        help=_("what the columns of years are divided by"),
    )
    made.add_argument("--cumulative", action="store_true", help=_("years: accrued by the end of each year"))
    made.add_argument("--months", type=count, default=6, metavar="N", help=_("upcoming: so many months ahead"))
    made.add_argument(
        "--confidential", action="store_true", help=_("with what is flagged confidential, for one's own use")
    )


def _add(commands: Any, name: str, text: str, json: bool) -> ArgumentParser:
    made: ArgumentParser = commands.add_parser(name, help=text, description=_sentence(text), allow_abbrev=False)
    _common(made, at_top=False)
    if json:
        made.add_argument("--json", action="store_true", help=_("for machines: JSON"))
    return made


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _common(made: ArgumentParser, at_top: bool) -> None:
    """Options of every command; they may stand before the command and after it."""

    def default(value: object) -> object:
        return value if at_top else SUPPRESS

    made.add_argument(
        "--db", metavar=_("FILE_OR_URL"), default=default(None), help=_("a SQLite file or a postgresql:// address")
    )
    made.add_argument("--lang", choices=LANGUAGES, default=default(None))
    made.add_argument(
        "--by", metavar=_("NAME"), default=default(None), help=_("whose name the changes are signed with")
    )
    made.add_argument("--debug", action="store_true", default=default(False), help=_("show where an error came from"))


def _agendas(made: ArgumentParser) -> None:
    actions = made.add_subparsers(dest="action", metavar=_("ACTION"), required=True, parser_class=_Parser)

    def action(name: str, function: str, text: str, json: bool = False) -> ArgumentParser:
        added = _add(actions, name, text, json)
        added.set_defaults(run=("agendas", function))
        added.add_argument("--meeting", metavar=_("NAME"), help=_("another meeting than the latest, such as 3/2011"))
        return added

    action("show", "show_agenda", _("the items in their order"), json=True)
    added = action("add", "add_to_agenda", _("initiatives, pictures or a heading at the end"))
    added.add_argument(
        "what", nargs="*", metavar=_("WHAT"), help=_("an initiative’s id or reference, or a picture’s name")
    )
    added.add_argument("--heading", metavar=_("TEXT"), help=_("a heading of one’s own instead"))
    added.add_argument("--note", metavar=_("TEXT"), help=_("what is to be said of it"))
    action("propose", "propose_for_agenda", _("what was postponed, what needs a decision and what is proposed"))
    moved = action("move", "move_on_agenda", _("an item to another place"))
    removed = action("remove", "remove_from_agenda", _("an item taken off"))
    for one in (moved, removed):
        one.add_argument("place", type=count, metavar="N", help=_("its place, as shown"))
    moved.add_argument("to", type=count, metavar=_("PLACE"))


def _snapshots(made: ArgumentParser) -> None:
    actions = made.add_subparsers(dest="action", metavar=_("ACTION"), required=True, parser_class=_Parser)

    def action(name: str, function: str, text: str) -> ArgumentParser:
        added = _add(actions, name, text, json=name != "take")
        added.set_defaults(run=("snapshotting", function))
        return added

    taken = action("take", "take_snapshot", _("freeze the portfolio as it is now"))
    taken.add_argument("name", nargs="?", metavar=_("NAME"))
    taken.add_argument(
        "--every",
        type=count,
        metavar=_("DAYS"),
        help=_("only if the latest one is so old and something has changed; it is named by itself"),
    )
    taken.add_argument("--meeting", metavar=_("NAME"), help=_("the meeting it is taken of, such as 4/2011"))
    taken.add_argument("--note", metavar=_("TEXT"), help=_("what it was taken for"))
    action("list", "list_snapshots", _("all snapshots"))
    verified = action("verify", "verify_snapshots", _("check that nothing in them was altered"))
    verified.add_argument("name", nargs="?", metavar=_("NAME"))
    compared = action("compare", "compare_snapshots", _("what changed from A to B, or from A to today"))
    compared.epilog = _("A and B: a snapshot, a meeting, “last meeting”, a day, a moment, “today”, or a bundle’s file")
    compared.add_argument("a", metavar="A")
    compared.add_argument("b", nargs="?", metavar="B")
    compared.add_argument("--out", metavar=_("FILE"), help=_("into a file for others: .pdf, .xlsx, .json"))
    compared.add_argument(
        "--group",
        choices=("programme", "topic", "nothing"),
        default="programme",
        help=_("what it puts together: programmes, or kinds of change"),
    )
    compared.add_argument(
        "--confidential", action="store_true", help=_("with what is flagged confidential, for one's own use")
    )


def _databases(made: ArgumentParser) -> None:
    actions = made.add_subparsers(dest="action", metavar=_("ACTION"), required=True, parser_class=_Parser)

    def action(name: str, function: str, text: str, json: bool = False) -> ArgumentParser:
        added = _add(actions, name, text, json)
        added.set_defaults(run=("databases", function))
        return added

    action("status", "show_status", _("where it is, how large, which schema"), json=True)
    action("upgrade", "upgrade", _("bring the schema up to date; a shared database is also created so"))
    kept = action("backup", "back_up", _("a verified copy"))
    kept.add_argument("out", nargs="?", metavar="OUT")
    restored = action("restore", "restore", _("put a backup in the database's place; the replaced one is kept"))
    restored.add_argument("file", metavar="FILE")
    restored.add_argument("--dry-run", action="store_true", help=_("only show what would change"))
    action("backups", "list_backups", _("the backups there are: when, why, how many initiatives"), json=True)
    action("check", "check", _("whether the database is whole"))
