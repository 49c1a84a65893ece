"""From arguments to an exit status.

0 done, 2 wrong usage, 3 the input is not acceptable, 4 the environment failed, 5 a conflict with somebody's change.
"""

import os
import sys
import traceback
from argparse import Namespace
from collections.abc import Sequence
from importlib import import_module

from kpkportfolio.cli import parser
from kpkportfolio.cli.output import say_error, settle_streams
from kpkportfolio.errors import Damaged, EnvironmentFailed, PortfolioError
from kpkportfolio.text import LANGUAGES, _, set_language, system_language

_FAILED = EnvironmentFailed.exit_status
_INTERRUPTED = 130
"""What shells expect of a program that was stopped with Ctrl-C: 128 + SIGINT."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; without a command the window opens.

    Returns:
        The exit status. Nothing is raised for a person to see, unless ``--debug`` asks for the traceback.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    settle_streams()
    set_language(_language(arguments))
    try:
        options = parser.make().parse_args(arguments)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 2
    debug = bool(options.debug)
    try:
        status = _run(options)
        sys.stdout.flush()
        return status
    except PortfolioError as error:
        if debug:
            traceback.print_exc()
        say_error(str(error))
        if isinstance(error, Damaged) and options.run != ("databases", "restore"):
            _say_what_to_do(options)
        return error.exit_status
    except KeyboardInterrupt:
        if debug:
            traceback.print_exc()
        say_error(_("Stopped. What was not finished was not written."))
        return _INTERRUPTED
    except BrokenPipeError:
        # the reader has had enough (… | head); what is still in the buffer must not complain at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except MemoryError:
        say_error(_("There is not enough memory. Nothing more was written."))
        return _FAILED
    except OSError as error:
        if debug:
            traceback.print_exc()
        say_error(
            _("{file} cannot be used: {reason}.").format(file=error.filename or "", reason=error.strerror or error)
        )
        return _FAILED
    except Exception as error:
        if debug:
            traceback.print_exc()
        what = f"{type(error).__name__}: {error}"
        say_error(
            _("This is a fault in KPK Portfolio itself ({what}). Run it with --debug and report it.").format(what=what)
        )
        return _FAILED


def _say_what_to_do(options: Namespace) -> None:
    """Where there are backups of a damaged database: how one gets to them."""
    from kpkportfolio.cli.databases import backups_of

    if backups_of(options):
        say_error(_("“db backups” lists what can take its place, “db restore FILE --dry-run” what that would change."))


def _language(arguments: Sequence[str]) -> str:
    """The language asked for, before anything else is understood: help and complaints are spoken in it."""
    for at, argument in enumerate(arguments):
        wanted = argument.partition("=")[2] if argument.startswith("--lang=") else ""
        if argument == "--lang" and at + 1 < len(arguments):
            wanted = arguments[at + 1]
        if wanted in LANGUAGES:
            return wanted
    return system_language()


def _run(options: Namespace) -> int:
    if options.selftest:
        from kpkportfolio.cli.selftest import run_selftest

        return run_selftest()
    if options.command is None:
        return _window(options)
    # one module a command, imported only when asked for: `list` starts without pandas, matplotlib and scipy
    module, function = options.run
    status: int = getattr(import_module(f"kpkportfolio.cli.{module}"), function)(options)
    return status


def _window(options: Namespace) -> int:
    try:
        from ui.application import run
    except ImportError as error:
        if options.debug:
            raise
        raise EnvironmentFailed(
            _("The window cannot be opened: {reason}. The commands work without it: kpkportfolio --help").format(
                reason=error
            )
        ) from error
    status: int = run(parser.database(options, required=False), options.lang, options.by)
    return status
