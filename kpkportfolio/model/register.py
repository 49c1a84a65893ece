"""Source registers and provenance: where each initiative was read, and what was read there."""

from sqlalchemy import Column, Date, Integer, UniqueConstraint

from kpkportfolio.model.schema import at_least_zero, entity, flag, not_blank, ref, text

# ``file`` and ``read_on`` are of the last import, also of one that changed nothing. ``profile`` is JSON of how its
# files are read, a ``kpkportfolio.registers.profile.Profile``, and of the last one's problems.
register = entity(
    "register",
    text("name", required=True),
    ref("organisation_id", "organisation"),
    text("contact"),
    flag("own"),
    text("note"),
    text("file"),
    Column("read_on", Date),
    text("profile"),
    UniqueConstraint("name"),
    not_blank("name"),
)

# ``key`` is the record's identity inside its register: its reference, or its title and organisation where
# the register has no references. ``read_values`` is JSON of the fields as they were read last time: a re-import
# is compared with *these*, so that a person's own correction is never taken for a change of the register's.
# ``originals`` is JSON of the cells whose text was repaired on reading, by column, as they stand in the file.
source = entity(
    "source",
    ref("initiative_id", "initiative", required=True),
    ref("register_id", "register", required=True, index=False),
    text("key", required=True),
    text("ref"),
    text("file"),
    text("sheet"),
    Column("row", Integer),
    Column("read_on", Date),
    text("read_values"),
    text("originals"),
    UniqueConstraint("register_id", "key"),
    at_least_zero("row"),
)
