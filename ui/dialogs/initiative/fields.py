"""What the columns of the form's small tables hold, and how texts become values there."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum

from kpkportfolio.model.change import Value
from kpkportfolio.model.vocabulary import (
    ComponentRole,
    DeliverableState,
    DependencyKind,
    ImpactKind,
    MoneyKind,
    label,
)
from kpkportfolio.text import _, format_date
from ui.dialogs.initiative.rows_editor import Field
from ui.models import parsing
from ui.models.columns import exact_millions
from ui.models.parsing import Refused


def write_text(value: Value) -> str:
    return "" if value is None else str(value)


def write_day(value: Value) -> str:
    return format_date(value) if isinstance(value, date) else ""


def read_day(text: str) -> date | None:
    """The last day of what is named: a deliverable due in 3/2013 is due on the 31st."""
    return parsing.read_end(text)[0]


def write_figure(value: Value) -> str:
    return exact_millions(value, value) if isinstance(value, int) else ""


def read_figure(text: str) -> int | None:
    """One amount in M€, in cents."""
    found = parsing.read_millions(text)
    if found is None:
        return None
    if found["min"] is None or found["min"] != found["max"]:
        raise Refused(_("One figure is expected here; a range has its least and most in their own columns."))
    return int(found["min"])  # type: ignore[arg-type]  # cents


def read_year(text: str) -> int | None:
    return parsing.read_number(text, 1900, 2200)


def choice(members: Sequence[StrEnum]) -> tuple[list[str], Callable[[str], Value], Callable[[Value], str]]:
    """Words of a closed list, with reading and writing them."""
    words = {label(member): member.value for member in members}

    def read(text: str) -> Value:
        for word, value in words.items():
            if text.strip().casefold() in (word.casefold(), value):
                return value
        raise Refused(_("Accepted: {what}.").format(what=", ".join(words)))

    def write(value: Value) -> str:
        return next((word for word, one in words.items() if one == value), "")

    return list(words), read, write


def _chosen(name: str, title: str, members: Sequence[StrEnum], width: int) -> Field:
    words, read, write = choice(members)
    return Field(name, title, read, write, words, width=width, start=words[0])


def deliverable_fields() -> list[Field]:
    return [
        Field("title", _("Deliverable"), parsing.read_text, write_text, required=True),
        _chosen("state", _("State"), list(DeliverableState), 130),
        Field("due", _("Due"), read_day, write_day, figure=True, width=110),
        Field("done_on", _("Done on"), read_day, write_day, figure=True, width=110),
    ]


def milestone_fields() -> list[Field]:
    return [
        Field("title", _("Milestone"), parsing.read_text, write_text, required=True),
        Field("due", _("Due"), read_day, write_day, figure=True, width=110),
        Field("reached_on", _("Reached on"), read_day, write_day, figure=True, width=110),
    ]


def _range_fields(first: Sequence[Field], actual: bool) -> list[Field]:
    def figure(name: str, title: str) -> Field:
        return Field(name, title, read_figure, write_figure, figure=True, width=92)

    fields = [
        *first,
        Field("year", _("Year"), read_year, write_text, figure=True, width=72),
        figure("min", _("At least")),
        figure("likely", _("Likely")),
        figure("max", _("At most")),
    ]
    if actual:
        fields.append(figure("actual", _("Actual")))
    return [*fields, Field("price_year", _("Prices of"), read_year, write_text, figure=True, width=92)]


def money_fields() -> list[Field]:
    return _range_fields([_chosen("kind", _("Kind"), list(MoneyKind), 0)], actual=True)


def impact_fields() -> list[Field]:
    return _range_fields([_chosen("kind", _("Kind"), list(ImpactKind), 0)], actual=False)


def link_fields() -> list[Field]:
    return [
        Field("title", _("Title"), parsing.read_text, write_text),
        Field("url", _("Address"), parsing.read_text, write_text, required=True),
    ]


def custom_fields(names: Sequence[str]) -> list[Field]:
    """A name of one's own and what it says; ``names`` are those that other initiatives have."""
    return [
        Field("name", _("Field"), parsing.read_text, write_text, choices=names, free=True, width=240, required=True),
        Field("value", _("Value"), parsing.read_text, write_text, required=True),
    ]


def component_fields(names: Mapping[str, str], find: Callable[[str], str | None]) -> list[Field]:
    """``names`` are components' names by id; ``find`` gives the id of a name, making what is new."""

    def read(text: str) -> Value:
        name = parsing.read_text(text)
        return None if name is None else find(name)

    return [
        Field(
            "component_id",
            _("Component"),
            read,
            lambda value: names.get(str(value), ""),
            sorted(names.values(), key=str.casefold),
            free=True,
            required=True,
        ),
        _chosen("role", _("Role"), list(ComponentRole), 130),
    ]


def dependency_fields(titles: Mapping[str, str]) -> list[Field]:
    """``titles`` are the other initiatives' by id, each different."""
    ids = {title.casefold(): id_ for id_, title in titles.items()}

    def read(text: str) -> Value:
        if not text.strip():
            return None
        found = ids.get(text.strip().casefold())
        if found is None:
            raise Refused(_("There is no initiative of this title."))
        return found

    return [
        Field(
            "other",
            _("Initiative"),
            read,
            lambda value: titles.get(str(value), ""),
            list(titles.values()),
            free=True,
            required=True,
        ),
        _chosen("kind", _("Kind"), list(DependencyKind), 150),
        Field(
            "lag_days",
            _("Lag, days"),
            lambda text: parsing.read_number(text, -3660, 3660) or 0,
            write_text,
            figure=True,
            width=84,
            start="0",
        ),
    ]
