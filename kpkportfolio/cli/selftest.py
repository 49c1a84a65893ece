"""``--selftest``: whether this installation, above all a frozen one, has everything it needs."""

import contextlib
import io
import tempfile
from pathlib import Path

from kpkportfolio.cli.main import main as cli
from kpkportfolio.errors import EnvironmentFailed
from kpkportfolio.text import _, language


def run_selftest() -> int:
    """Do the main things once in a temporary folder; prints ``ok``.

    Raises:
        EnvironmentFailed: one of them failed; says which.
    """
    with tempfile.TemporaryDirectory(prefix="kpkportfolio-") as folder:
        database = ["--db", str(Path(folder, "selftest.sqlite")), "--lang", language()]
        files = [Path(folder, name) for name in ("table.xlsx", "table.csv", "all.json", "gantt.png", "gantt.pdf")]
        for command in (
            ["demo"],
            ["list", "--json"],
            ["overlaps", "--limit", "5", "--json"],
            ["snapshot", "take", "selftest"],
            *(["export", str(path)] for path in files[:3]),
            *(["chart", "gantt", str(path)] for path in files[3:]),
            ["import", str(files[1]), "--dry-run", "--json"],
            ["db", "check"],
        ):
            said = io.StringIO()
            with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
                status = cli([*database, *command])
            if status:
                raise EnvironmentFailed(
                    _("The self-test failed at “{command}”: {reason}").format(
                        command=" ".join(command), reason=said.getvalue().strip()
                    )
                )
        _test_language_model()
        if missing := [path.name for path in files if not path.exists() or not path.stat().st_size]:
            raise EnvironmentFailed(_("The self-test wrote nothing into {files}.").format(files=", ".join(missing)))
    print("ok")
    return 0


def _test_language_model() -> None:
    """The model is there, runs and knows two languages."""
    from kpkportfolio.overlap.alignment import answers
    from kpkportfolio.overlap.language_model import MODEL, LanguageModel, available

    texts = "Sähköinen ajanvaraus terveysasemille", "Elektronisk tidsbokning till hälsocentraler"
    if not available() or not answers(LanguageModel(), *texts):
        raise EnvironmentFailed(
            _("The self-test failed at “{command}”: {reason}").format(command=MODEL, reason=" ≠ ".join(texts))
        )
