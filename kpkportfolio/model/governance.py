"""Steering groups, their meetings with their agendas and decisions, and people's verdicts on overlaps."""

from sqlalchemy import CheckConstraint, Column, Date, Integer, String, UniqueConstraint

from kpkportfolio.model.schema import UtcTime, at_least_zero, choice, entity, flag, not_blank, ref, text
from kpkportfolio.model.vocabulary import AgendaKind, DecisionKind, Verdict

steering_group = entity(
    "steering_group",
    text("name", required=True),
    flag("reference_group"),
    UniqueConstraint("name"),
    not_blank("name"),
)

meeting = entity(
    "meeting",
    ref("steering_group_id", "steering_group", required=True),
    text("name", required=True),
    Column("held_on", Date, nullable=False),
    text("notes"),
    not_blank("name"),
)

# ``picture`` is a picture's name, ``heading`` what a text is about; ``position`` rises, gaps and equal ones are allowed
agenda_item = entity(
    "agenda_item",
    ref("meeting_id", "meeting", required=True),
    Column("position", Integer, nullable=False),
    *choice("kind", AgendaKind, required=True),
    text("picture"),
    ref("initiative_id", "initiative"),
    text("heading"),
    text("note"),
    at_least_zero("position"),
    CheckConstraint(
        "kind = 'picture' AND picture IS NOT NULL AND initiative_id IS NULL"
        " OR kind = 'initiative' AND initiative_id IS NOT NULL AND picture IS NULL"
        " OR kind = 'text' AND heading IS NOT NULL AND picture IS NULL AND initiative_id IS NULL",
        name="what",
    ),
)

# of a merge ``into_id`` is the target for as long as it is there, ``into_title`` what it was called when it was decided
decision = entity(
    "decision",
    ref("meeting_id", "meeting"),
    ref("initiative_id", "initiative", required=True),
    *choice("kind", DecisionKind, required=True),
    ref("into_id", "initiative"),
    text("into_title"),
    text("reason"),
    Column("priority", Integer),
    text("decided_by"),
    Column("decided_on", Date, nullable=False),
)

# a pair is kept once, smaller id first; ``a_text`` and ``b_text`` are fingerprints of the texts judged
overlap_verdict = entity(
    "overlap_verdict",
    ref("a_id", "initiative", required=True, index=False),
    ref("b_id", "initiative", required=True),
    *choice("verdict", Verdict, required=True),
    text("reason"),
    text("judged_by", required=True),
    Column("judged_at", UtcTime, nullable=False),
    Column("a_text", String(64), nullable=False),
    Column("b_text", String(64), nullable=False),
    UniqueConstraint("a_id", "b_id"),
    CheckConstraint("a_id < b_id", name="ordered_pair"),
)
