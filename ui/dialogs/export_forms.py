"""The forms a portfolio is exported in, and what the dialog says of each."""

from dataclasses import dataclass
from enum import StrEnum

from kpkportfolio.text import _


class Form(StrEnum):
    """What is written; the value is the ending of the file's name."""

    EXCEL = ".xlsx"
    CSV = ".csv"
    DECK = ".pptx"
    PLAN = ".xml"
    BUNDLE = ".json"
    WHOLE = ".zip"

    @property
    def of_everything(self) -> bool:
        """Whether it is for other portfolios: nothing is left out, and no program of the person's opens it."""
        return self in (Form.BUNDLE, Form.WHOLE)


@dataclass(frozen=True, slots=True)
class FormWords:
    """What the dialog says of a form."""

    title: str
    about: str
    suffix_words: str
    name: str


def form_words(form: Form) -> FormWords:
    """What the dialog says of a form."""
    if form is Form.EXCEL:
        return FormWords(
            _("Export an Excel snapshot"),
            _(
                "A workbook for owner-customers and the steering group: initiatives, deliverables, money and impact by "
                "year, services. It holds no macros."
            ),
            _("Excel workbook"),
            _("Portfolio snapshot {date}"),
        )
    if form is Form.CSV:
        return FormWords(
            _("Export as CSV"),
            _("One initiative a line, for other programs. Excel opens it with a double click."),
            _("CSV file"),
            _("Initiatives {date}"),
        )
    if form is Form.DECK:
        return FormWords(
            _("Export a presentation"),
            _(
                "Slides for PowerPoint: the pictures of the portfolio, and each programme with a table that can be "
                "edited and its schedule."
            ),
            _("PowerPoint presentation"),
            _("Portfolio presentation {date}"),
        )
    if form is Form.PLAN:
        return FormWords(
            _("Export a plan for MS Project"),
            _(
                "Initiatives with their dates, milestones and dependencies, for MS Project and other planning "
                "programs. Each carries its key, by which it is known when the plan is imported again. "
                "Confidential ones are left out."
            ),
            _("MS Project plan"),
            _("Portfolio plan {date}"),
        )
    if form is Form.WHOLE:
        return FormWords(
            _("Export a bundle with its history"),
            _(
                "Everything without loss: the portfolio, the journal of changes and the snapshots. An empty portfolio "
                "that it is imported into, also in a shared database, becomes this one."
            ),
            _("Bundle with its history"),
            _("Whole portfolio {date}"),
        )
    return FormWords(
        _("Export a bundle"),
        _(
            "The whole portfolio without loss, to be imported into another portfolio or read by other programs. "
            "The journal of changes and the snapshots are not part of it."
        ),
        _("Bundle"),
        _("Portfolio bundle {date}"),
    )
