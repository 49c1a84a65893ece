"""The figures as one table of text, which is Markdown at the same time."""

from collections.abc import Iterable, Sequence

from tests.evaluation.measuring import Figures

HEADINGS = (
    "data set",
    "method",
    "AP",
    "P@N",
    "F1",
    "R@1",
    "R@5",
    "R@1 across",
    "R@5 across",
    "ECE",
    "ECE shown",
    "kind found",
    "kind all",
    "hard",
    "s",
)
START, END = "<!-- table -->", "<!-- end of table -->"
# columns of words; figures stand at the right
_WORDS = 2


def cells(row: Figures, looked_at: bool) -> list[str]:
    """One line: a share with three digits, nothing where there is no figure, an asterisk at what was looked at."""
    return [
        row.data,
        row.method + ("*" if looked_at else ""),
        _share(row.average_precision),
        _share(row.precision_at_n),
        _share(row.best_f1),
        *(_share(found and found[near]) for found in (row.recall, row.recall_across) for near in (1, 5)),
        _share(row.calibration_error),
        _share(row.calibration_error_shown),
        _share(row.kinds_found),
        _share(row.kinds_all),
        "" if row.hard_negatives_found is None else str(row.hard_negatives_found),
        f"{row.seconds:.1f}",
    ]


def rendered(lines: Iterable[Sequence[str]]) -> str:
    """A Markdown table whose columns also stand under each other as plain text."""
    rows = [HEADINGS, *lines]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]

    def line(row: Sequence[str]) -> str:
        both = zip(row, widths, strict=True)
        return "| " + " | ".join(c.ljust(w) if n < _WORDS else c.rjust(w) for n, (c, w) in enumerate(both)) + " |"

    rule = "|" + "|".join("-" * (w + 2) if n < _WORDS else "-" * (w + 1) + ":" for n, w in enumerate(widths)) + "|"
    return "\n".join([line(HEADINGS), rule, *map(line, rows[1:])])


def placed(document: str, text: str) -> str:
    """The document with the text between its two marks, in the place of what was there.

    Raises:
        ValueError: if a mark is missing.
    """
    before, start, rest = document.partition(START)
    _old, end, after = rest.partition(END)
    if not start or not end:
        raise ValueError(f"there is no {START} … {END}")
    return f"{before}{start}\n\n{text.strip()}\n\n{end}{after}"


def _share(value: float | None) -> str:
    """.434 and 1.000."""
    return "" if value is None else f"{value:.3f}".removeprefix("0")
