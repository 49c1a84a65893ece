"""The columns a table of initiatives can have: what each says, how it is drawn and what it is sorted by."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache

from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.model.vocabulary import InitiativeKind, Status, label
from kpkportfolio.text import (
    N_,
    NBSP,
    _,
    format_date,
    format_millions,
    format_month,
    format_number,
    format_percent,
    language,
)
from ui.models.column import NONE, NOT_ESTIMATED, NOT_JUDGED, NOT_SET, UNKNOWN, Column, Sortable, Surroundings
from ui.models.own_columns import is_own, own_column
from ui.models.roles import CellKind
from ui.models.worked_out import HEALTH_ORDER, WORKED_OUT


def _middle(low: int | None, high: int | None) -> int | None:
    """Twice the middle of a range: ranges are ordered by their middles."""
    if low is None:
        return None if high is None else 2 * high
    return low + (low if high is None else high)


@lru_cache(maxsize=50_000)
def _millions(low: int | None, high: int | None, _language: str) -> str:
    return format_millions(low, high)


def millions(low: int | None, high: int | None) -> str:
    """A range in M€ as a table says it, remembered because thousands are asked for at once."""
    return _millions(low, high, language())


def _end(row: InitiativeRow, _around: Surroundings) -> str:
    return _("continuous") if row.open_ended else format_month(row.end)


def _end_value(row: InitiativeRow, _around: Surroundings) -> Sortable:
    return date.max if row.open_ended else row.end


def _years(around: Surroundings) -> str:
    first, last = around.first.year, around.last.year
    return str(first) if first == last else f"{first}–{last}"


def _impact_years(around: Surroundings) -> str:
    if around.impact_years is None:
        return _("M€")
    first, last = around.impact_years
    short = f"{last % 100:02}" if first // 100 == last // 100 else str(last)
    return f"{_('M€')}, {first}" if first == last else f"{_('M€')}, {first}–{short}"


def _number(value: int | None) -> str:
    return "" if value is None else format_number(value)


_STATUS_ORDER = {status: place for place, status in enumerate(Status)}
_KIND_ORDER = {kind: place for place, kind in enumerate(InitiativeKind)}


def _parent(row: InitiativeRow, around: Surroundings) -> str:
    return around.titles.get(row.parent_id, "") if row.parent_id else ""


_RECORDED: tuple[Column, ...] = (
    Column(
        "title",
        N_("Initiative"),
        lambda row, _a: row.title,
        lambda row, _a: row.title,
        CellKind.TITLE,
        editable=True,
        width=260,
        least=190,
    ),
    Column(
        "organisation",
        N_("Responsible party"),
        lambda row, _a: row.organisation or "",
        lambda row, _a: row.organisation,
        CellKind.TITLE,
        editable=True,
        width=160,
        least=110,
    ),
    Column(
        "person",
        N_("Responsible person"),
        lambda row, _a: row.person or "",
        lambda row, _a: row.person,
        editable=True,
        width=140,
        least=100,
    ),
    Column(
        "status",
        N_("Status"),
        lambda row, _a: label(row.status) if row.status else "",
        lambda row, _a: _STATUS_ORDER[row.status] if row.status else None,
        CellKind.STATUS,
        editable=True,
        width=112,
        least=104,
    ),
    Column(
        "schedule",
        N_("Schedule"),
        lambda row, _a: _schedule(row),
        lambda row, _a: row.start,
        CellKind.BAR,
        unit=_years,
        width=82,
        least=82,
    ),
    Column(
        "start",
        N_("Start"),
        lambda row, _a: format_month(row.start),
        lambda row, _a: row.start,
        CellKind.NUMBER,
        editable=True,
    ),
    Column("end", N_("End"), _end, _end_value, CellKind.NUMBER, editable=True),
    Column(
        "health",
        N_("Health"),
        lambda row, _a: label(row.health) if row.health else "",
        lambda row, _a: HEALTH_ORDER[row.health] if row.health else None,
        CellKind.HEALTH,
        unknown=NOT_JUDGED,
        editable=True,
        width=64,
        least=60,
    ),
    Column(
        "investment",
        N_("Investment"),
        lambda row, _a: millions(row.investment_min, row.investment_max),
        lambda row, _a: _middle(row.investment_min, row.investment_max),
        CellKind.NUMBER,
        unit=lambda _a: _("M€"),
        editable=True,
    ),
    Column(
        "impact",
        N_("Impact"),
        lambda row, _a: millions(row.impact_min, row.impact_max),
        lambda row, _a: _middle(row.impact_min, row.impact_max),
        CellKind.NUMBER,
        unit=_impact_years,
        unknown=NOT_ESTIMATED,
    ),
    Column(
        "change",
        N_("Change investment"),
        lambda row, _a: millions(row.change_min, row.change_max),
        lambda row, _a: _middle(row.change_min, row.change_max),
        CellKind.NUMBER,
        unit=lambda _a: _("M€"),
        unknown=NOT_ESTIMATED,
    ),
    Column(
        "programme",
        N_("Programme"),
        lambda row, _a: row.programme or "",
        lambda row, _a: row.programme_number if row.programme_number is not None else 10_000 if row.programme else None,
        CellKind.PROGRAMME,
        editable=True,
        width=170,
        least=110,
    ),
    Column(
        "domain",
        N_("Domain"),
        lambda row, _a: row.domain or "",
        lambda row, _a: row.domain,
        editable=True,
        width=140,
        least=100,
    ),
    Column(
        "register",
        N_("Source register"),
        lambda row, _a: row.register or "",
        lambda row, _a: row.register,
        unknown=NONE,
        width=120,
        least=90,
    ),
    Column(
        "ref",
        N_("Reference"),
        lambda row, _a: row.ref or "",
        lambda row, _a: row.ref,
        unknown=NONE,
        width=90,
        least=72,
    ),
    Column(
        "sources",
        N_("Sources"),
        lambda row, _a: format_number(row.sources),
        lambda row, _a: row.sources,
        CellKind.NUMBER,
    ),
    Column(
        "progress",
        N_("Done"),
        lambda row, _a: "" if row.progress is None else format_percent(row.progress),
        lambda row, _a: row.progress,
        CellKind.NUMBER,
        editable=True,
    ),
    Column(
        "priority",
        N_("Priority"),
        lambda row, _a: _number(row.priority),
        lambda row, _a: row.priority,
        CellKind.NUMBER,
        unknown=NOT_SET,
        editable=True,
    ),
    Column(
        "wave",
        N_("Wave"),
        lambda row, _a: _number(row.wave),
        lambda row, _a: row.wave,
        CellKind.NUMBER,
        unknown=NOT_SET,
        editable=True,
    ),
    Column(
        "municipalities",
        N_("Municipalities"),
        lambda row, _a: _number(row.municipalities),
        lambda row, _a: row.municipalities,
        CellKind.NUMBER,
        editable=True,
    ),
    Column(
        "kind",
        N_("Kind"),
        lambda row, _a: label(row.kind),
        lambda row, _a: _KIND_ORDER[row.kind],
        width=150,
        least=110,
    ),
    Column(
        "parent",
        N_("Part of"),
        _parent,
        lambda row, a: _parent(row, a) or None,
        CellKind.TITLE,
        unknown=NONE,
        width=200,
        least=130,
    ),
)

COLUMNS: tuple[Column, ...] = (*_RECORDED, *WORKED_OUT)
BY_KEY: Mapping[str, Column] = {column.key: column for column in COLUMNS}

BASIC = ("title", "organisation", "status", "schedule", "end", "health", "investment", "impact")
"""The columns of the steering group's basic view."""


def exists(key: str) -> bool:
    """Whether there can be such a column; a field of one's own may be of another portfolio."""
    return key in BY_KEY or is_own(key)


def column_of(key: str) -> Column:
    """The column of this key."""
    return own_column(key) if is_own(key) else BY_KEY[key]


def known(keys: object) -> tuple[str, ...]:
    """The columns of a saved list that exist, each once and the title first when it was left out."""
    found: list[str] = []
    for key in keys if isinstance(keys, list | tuple) else ():
        if isinstance(key, str) and exists(key) and key not in found:
            found.append(key)
    if "title" not in found:
        found.insert(0, "title")
    return tuple(found)


def _schedule(row: InitiativeRow) -> str:
    """A schedule in words: for screen readers, tool tips and the clipboard."""
    start = format_date(row.start)
    end = _("continuous") if row.open_ended else format_date(row.end)
    return f"{start}–{end}" if start or end else ""


def schedule_words(row: InitiativeRow) -> str:
    """``1.10.2010–31.3.2013``; an unknown end is written out, a wholly unknown schedule too."""
    start = format_date(row.start) or _(UNKNOWN)
    end = _("continuous") if row.open_ended else format_date(row.end) or _(UNKNOWN)
    return f"{start}–{end}" if row.start or row.end or row.open_ended else _(UNKNOWN)


def exact_millions(low: int | None, high: int | None) -> str:
    """A range in M€ with every decimal it has, as it is edited and copied: ``0,8085``; one end alone says which."""
    if low is None and high is None:
        return ""
    if low is None or high is None:
        word = _("at most {figure}") if low is None else _("at least {figure}")
        return word.format(figure=_all_decimals(high if low is None else low))
    return _all_decimals(low) if low == high else f"{_all_decimals(low)}–{_all_decimals(high)}"


def _all_decimals(cents: int | None) -> str:
    value = Decimal(cents or 0) / 10**8
    decimals = max(0, -int(value.normalize().as_tuple().exponent))
    return format_number(value, decimals).replace(NBSP, " ")


def written(row: InitiativeRow, key: str, around: Surroundings) -> str:
    """What a cell holds, exactly, as a person would write it: what an editor starts with."""
    if key == "start":
        return format_date(row.start)
    if key == "end":
        return _("continuous") if row.open_ended else format_date(row.end)
    if key == "investment":
        return exact_millions(row.investment_min, row.investment_max)
    if key in ("progress", "priority", "wave", "municipalities"):
        value = getattr(row, key)
        return "" if value is None else str(value)
    return column_of(key).text(row, around)
