"""Fields that no header names, found from columns whose values leave no doubt."""

from collections.abc import Sequence

from kpkportfolio.registers.columns.confidence import by_likeness
from kpkportfolio.registers.columns.evidence import Evidence
from kpkportfolio.registers.columns.headings import Heading, year_of
from kpkportfolio.registers.columns.words import Field


def by_values(
    at: dict[Field, int],
    deliverables: list[int],
    seen: Sequence[Evidence],
    headings: Sequence[Heading],
    taken: set[int],
    confidence: dict[int, float],
    status: bool,
) -> None:
    """Adds the fields that no header named to ``at``, ``deliverables`` and ``confidence``; a status only when
    ``status`` asks for one."""
    free = [column for column in range(len(seen)) if column not in taken and seen[column].known]
    if status and Field.STATUS not in at:
        for column in free:
            if seen[column].statuses > 0.8 and (seen[column].distinct < 0.9 or seen[column].known < 10):
                at[Field.STATUS] = column
                confidence[column] = by_likeness(seen[column].statuses, 0.8)
                free.remove(column)
                break
    if Field.START not in at and Field.SCHEDULE not in at:
        dated = [column for column in free if seen[column].moments > 0.8 and year_of(headings[column].text) is None]
        if Field.END not in at and len(dated) == 2:
            at[Field.START], at[Field.END] = dated
            confidence |= {column: by_likeness(seen[column].moments, 0.8) for column in dated}
        elif Field.END not in at:
            spans = [column for column in free if seen[column].schedules > 0.8 > seen[column].numbers]
            # several columns with times among their values are phases, of which none is the whole
            timed = [column for column in free if seen[column].schedules > 0.2 and seen[column].numbers < 0.8]
            if len(spans) == 1 and len(dated) <= 1 and timed == spans:
                at[Field.SCHEDULE] = spans[0]
                confidence[spans[0]] = by_likeness(seen[spans[0]].schedules, 0.8)
    _lone_date(at, seen, headings, free, confidence)
    likeness: dict[Field, list[float]] = {
        Field.ORGANISATION: [one.bodies - one.people for one in seen],
        Field.PERSON: [one.people - one.bodies for one in seen],
        Field.DELIVERABLES: [one.lists for one in seen],
    }
    for what, likely in likeness.items():
        if what in at or (what is Field.DELIVERABLES and deliverables):
            continue
        free = [column for column in free if column not in at.values()]
        fitting = [column for column in free if likely[column] > 0.6 and seen[column].length < 200]
        if len(fitting) != 1:
            continue
        confidence[fitting[0]] = by_likeness(likely[fitting[0]], 0.6)
        if what is Field.DELIVERABLES:
            deliverables.extend(fitting)
        else:
            at[what] = fitting[0]
    if not {Field.MONEY, Field.MONEY_MIN, Field.MONEY_MAX} & set(at):
        amounts = [
            column
            for column in free
            if column not in at.values() and seen[column].priced > 0.6 and "%" not in headings[column].whole
        ]
        if len(amounts) == 1:
            at[Field.MONEY] = amounts[0]
            confidence[amounts[0]] = by_likeness(seen[amounts[0]].priced, 0.6)
    if Field.TITLE not in at:
        texts = [
            column
            for column in free
            if seen[column].distinct > 0.9
            and 8 <= seen[column].length <= 120
            and seen[column].numbers < 0.1
            and seen[column].people < 0.3
            and seen[column].moments < 0.1
        ]
        if texts:
            at[Field.TITLE] = texts[0]
            # several columns of texts that differ: the first is the likeliest, no more
            confidence[texts[0]] = by_likeness(seen[texts[0]].distinct, 0.9) if len(texts) == 1 else 0.5


def _lone_date(
    at: dict[Field, int],
    seen: Sequence[Evidence],
    headings: Sequence[Heading],
    free: list[int],
    confidence: dict[int, float],
) -> None:
    """The only nameless column of dates beside a known start is the end, and the other way round."""
    if Field.SCHEDULE in at or (Field.START in at) == (Field.END in at):
        return
    missing, other = (Field.END, Field.START) if Field.START in at else (Field.START, Field.END)
    dated = [column for column in free if seen[column].moments > 0.6 and year_of(headings[column].text) is None]
    beside = [column for column in dated if (column > at[other]) == (missing is Field.END)]
    if len(dated) == 1 or len(beside) == 1:
        at[missing] = found = (beside or dated)[0]
        confidence[found] = by_likeness(seen[found].moments, 0.6)
