"""What the values of a column say to what its header calls it."""

from kpkportfolio.registers.columns.evidence import Evidence
from kpkportfolio.registers.columns.words import Field


def checked(what: Field, score: float, seen: Evidence) -> float:
    """A header's score for a field after a look at the values."""
    if not seen.known:
        return score * 0.6
    match what:
        case Field.START | Field.END:
            share = seen.moments
            return score * 0.2 if share < 0.3 else score + 10 * share
        case Field.SCHEDULE:
            return score * 0.2 if max(seen.schedules, seen.moments) < 0.3 else score + 10 * seen.schedules
        case Field.MONEY | Field.MONEY_MIN | Field.MONEY_MAX:
            return score * 0.2 if seen.money < 0.3 else score + 5 * seen.money
        case Field.STATUS:
            return score * 0.45 if seen.statuses < 0.2 else score + 10 * seen.statuses
        case Field.TITLE:
            if seen.numbers > 0.5:
                return score * 0.2
            if seen.length < 4:  # "SAP", "HR": a longer name in another column goes first
                return score * 0.6
            # a column of names that repeat is a grouping rather than the initiatives themselves
            return score * (0.6 if seen.distinct < 0.3 and seen.known > 8 else 1.0)
        case Field.REF:
            return score * (0.3 if seen.length > 30 else 1.0) + 8 * seen.distinct
        case Field.PERSON:
            if seen.bodies > 0.5 and seen.people < 0.3:
                return score * 0.4
            return score + 15 * (seen.people - seen.bodies)
        case Field.ORGANISATION:
            if seen.people > 0.6 and seen.bodies < 0.3:
                return score * 0.85
            return score * (0.3 if seen.numbers > 0.7 else 1.0) + 8 * seen.bodies
        case Field.DESCRIPTION:
            return score * (0.3 if seen.numbers > 0.5 else 1.0)
        case Field.PROGRAMME | Field.DOMAIN:
            return score * (0.3 if seen.numbers > 0.5 else 1.0)
        case _:
            return score


def agreement(what: Field, seen: Evidence) -> float:
    """0–1: how well the values of a column are of the kind that a field holds; 0 when they say nothing of it."""
    if not seen.known:
        return 0.0
    match what:
        case Field.START | Field.END:
            return seen.moments
        case Field.SCHEDULE:
            return max(seen.schedules, seen.moments)
        case Field.MONEY | Field.MONEY_MIN | Field.MONEY_MAX:
            return seen.money
        case Field.STATUS:
            return seen.statuses
        case Field.TITLE:
            return seen.distinct * (1 - seen.numbers)
        case Field.REF:
            return seen.distinct * (1.0 if seen.length < 30 else 0.0)
        case Field.PERSON:
            return seen.people
        case Field.ORGANISATION:
            return max(seen.bodies, 0.5 * seen.people)
        case Field.DESCRIPTION:
            return 1 - seen.numbers if seen.length >= 30 else 0.0
        case Field.PROGRAMME | Field.DOMAIN:
            # groups repeat
            return (1 - seen.distinct) * (1 - seen.numbers)
        case Field.DELIVERABLES:
            return max(seen.lists, 0.5 * (1 - seen.numbers))
        case _:
            return 0.0
