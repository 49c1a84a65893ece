"""The whole model of a portfolio, its journal and its snapshots."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "component",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_sv", sa.Text(), nullable=True),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "kind = 'base_register' OR kind = 'service_environment' OR kind = 'other'", name=op.f("ck_component_kind")
        ),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("ck_component_name_not_blank")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_component")),
        sa.UniqueConstraint("name", name=op.f("uq_component_name")),
    )
    op.create_table(
        "domain",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_sv", sa.Text(), nullable=True),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("ck_domain_name_not_blank")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_domain")),
        sa.UniqueConstraint("name", name=op.f("uq_domain_name")),
    )
    op.create_table(
        "operation",
        sa.Column(
            "seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("session", sa.String(length=36), nullable=False),
        sa.Column("undoes", sa.String(length=36), nullable=True),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_operation")),
        sa.UniqueConstraint("id", name=op.f("uq_operation_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_sv", sa.Text(), nullable=True),
        sa.Column("short_name", sa.Text(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column(
            "owner_customer",
            sa.Boolean(create_constraint=True, name="owner_customer"),
            server_default="0",
            nullable=False,
        ),
        sa.Column("parent_id", sa.String(length=36), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "kind = 'municipality' OR kind = 'joint_authority' OR kind = 'state' OR kind = 'service_centre' OR kind = 'association' OR kind = 'company' OR kind = 'other'",
            name=op.f("ck_organisation_kind"),
        ),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("ck_organisation_name_not_blank")),
        sa.CheckConstraint("population >= 0", name=op.f("ck_organisation_population_not_negative")),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_parent_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("name", name=op.f("uq_organisation_name")),
    )
    op.create_index(
        op.f("ix_organisation_parent_id"),
        "organisation",
        ["parent_id"],
        unique=False,
        sqlite_where=sa.text("parent_id IS NOT NULL"),
        postgresql_where=sa.text("parent_id IS NOT NULL"),
    )
    op.create_table(
        "phase",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_sv", sa.Text(), nullable=True),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=False),
        sa.CheckConstraint(
            '"start" IS NULL OR "end" IS NULL OR "start" <= "end"', name=op.f("ck_phase_start_end_order")
        ),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("ck_phase_name_not_blank")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phase")),
    )
    op.create_table(
        "portfolio_info",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_portfolio_info")),
    )
    op.create_table(
        "programme",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_sv", sa.Text(), nullable=True),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("ck_programme_name_not_blank")),
        sa.CheckConstraint("number >= 0", name=op.f("ck_programme_number_not_negative")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
        sa.UniqueConstraint("name", name=op.f("uq_programme_name")),
        sa.UniqueConstraint("number", name=op.f("uq_programme_number")),
    )
    op.create_table(
        "snapshot",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("meeting_id", sa.String(length=36), nullable=True),
        sa.Column("operation_seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("previous", sa.String(length=64), nullable=True),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshot")),
        sa.UniqueConstraint("name", name=op.f("uq_snapshot_name")),
        sa.UniqueConstraint("number", name=op.f("uq_snapshot_number")),
    )
    op.create_table(
        "steering_group",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "reference_group",
            sa.Boolean(create_constraint=True, name="reference_group"),
            server_default="0",
            nullable=False,
        ),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("ck_steering_group_name_not_blank")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_steering_group")),
        sa.UniqueConstraint("name", name=op.f("uq_steering_group_name")),
    )
    op.create_table(
        "tag",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("ck_tag_name_not_blank")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tag")),
        sa.UniqueConstraint("name", name=op.f("uq_tag_name")),
    )
    op.create_table(
        "meeting",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("steering_group_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("ck_meeting_name_not_blank")),
        sa.ForeignKeyConstraint(
            ["steering_group_id"],
            ["steering_group.id"],
            name=op.f("fk_meeting_steering_group_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
    )
    op.create_index(op.f("ix_meeting_steering_group_id"), "meeting", ["steering_group_id"], unique=False)
    op.create_table(
        "operation_change",
        sa.Column(
            "operation_seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entity", sa.String(length=40), nullable=False),
        sa.Column("entity_id", sa.String(length=36), nullable=False),
        sa.Column("initiative_id", sa.String(length=36), nullable=True),
        sa.Column("second_id", sa.String(length=36), nullable=True),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["operation_seq"], ["operation.seq"], name=op.f("fk_operation_change_operation_seq")),
        sa.PrimaryKeyConstraint("operation_seq", "position", name=op.f("pk_operation_change")),
    )
    op.create_index(op.f("ix_operation_change_entity_id"), "operation_change", ["entity_id"], unique=False)
    op.create_index(
        op.f("ix_operation_change_initiative_id"),
        "operation_change",
        ["initiative_id"],
        unique=False,
        sqlite_where=sa.text("initiative_id IS NOT NULL"),
        postgresql_where=sa.text("initiative_id IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_operation_change_second_id"),
        "operation_change",
        ["second_id"],
        unique=False,
        sqlite_where=sa.text("second_id IS NOT NULL"),
        postgresql_where=sa.text("second_id IS NOT NULL"),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("organisation_id", sa.String(length=36), nullable=True),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("ck_person_name_not_blank")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_person_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_index(
        op.f("ix_person_organisation_id"),
        "person",
        ["organisation_id"],
        unique=False,
        sqlite_where=sa.text("organisation_id IS NOT NULL"),
        postgresql_where=sa.text("organisation_id IS NOT NULL"),
    )
    op.create_table(
        "register",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=True),
        sa.Column("contact", sa.Text(), nullable=True),
        sa.Column("own", sa.Boolean(create_constraint=True, name="own"), server_default="0", nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("ck_register_name_not_blank")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_register_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register")),
        sa.UniqueConstraint("name", name=op.f("uq_register_name")),
    )
    op.create_index(
        op.f("ix_register_organisation_id"),
        "register",
        ["organisation_id"],
        unique=False,
        sqlite_where=sa.text("organisation_id IS NOT NULL"),
        postgresql_where=sa.text("organisation_id IS NOT NULL"),
    )
    op.create_table(
        "service",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_sv", sa.Text(), nullable=True),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("organisation_id", sa.String(length=36), nullable=True),
        sa.CheckConstraint(
            "kind = 'expert' OR kind = 'application' OR kind = 'infrastructure'", name=op.f("ck_service_kind")
        ),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("ck_service_name_not_blank")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_service_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service")),
        sa.UniqueConstraint("name", name=op.f("uq_service_name")),
    )
    op.create_index(
        op.f("ix_service_organisation_id"),
        "service",
        ["organisation_id"],
        unique=False,
        sqlite_where=sa.text("organisation_id IS NOT NULL"),
        postgresql_where=sa.text("organisation_id IS NOT NULL"),
    )
    op.create_table(
        "initiative",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("parent_id", sa.String(length=36), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("short_name", sa.String(length=32), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=True),
        sa.Column("organisation_id", sa.String(length=36), nullable=True),
        sa.Column("person_id", sa.String(length=36), nullable=True),
        sa.Column("person_name", sa.Text(), nullable=True),
        sa.Column("programme_id", sa.String(length=36), nullable=True),
        sa.Column("domain_id", sa.String(length=36), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=True),
        sa.Column("status_reason", sa.Text(), nullable=True),
        sa.Column("health", sa.String(length=40), nullable=True),
        sa.Column("health_reason", sa.Text(), nullable=True),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("end", sa.Date(), nullable=True),
        sa.Column(
            "open_ended", sa.Boolean(create_constraint=True, name="open_ended"), server_default="0", nullable=False
        ),
        sa.Column("progress", sa.Integer(), nullable=True),
        sa.Column("priority", sa.Integer(), nullable=True),
        sa.Column("wave", sa.Integer(), nullable=True),
        sa.Column("municipalities", sa.Integer(), nullable=True),
        sa.Column(
            "confidential", sa.Boolean(create_constraint=True, name="confidential"), server_default="0", nullable=False
        ),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "health = 'green' OR health = 'yellow' OR health = 'red'", name=op.f("ck_initiative_health")
        ),
        sa.CheckConstraint(
            "kind = 'initiative' OR kind = 'specification_project' OR kind = 'implementation_project' OR kind = 'rollout_project'",
            name=op.f("ck_initiative_kind"),
        ),
        sa.CheckConstraint(
            "language = 'fi' OR language = 'sv' OR language = 'en'", name=op.f("ck_initiative_language")
        ),
        sa.CheckConstraint(
            "status = 'idea' OR status = 'proposed' OR status = 'approved' OR status = 'definition' OR status = 'implementation' OR status = 'rollout' OR status = 'completed' OR status = 'suspended' OR status = 'cancelled'",
            name=op.f("ck_initiative_status"),
        ),
        sa.CheckConstraint(
            '"start" IS NULL OR "end" IS NULL OR "start" <= "end"', name=op.f("ck_initiative_start_end_order")
        ),
        sa.CheckConstraint('NOT open_ended OR "end" IS NULL', name=op.f("ck_initiative_open_ended_has_no_end")),
        sa.CheckConstraint("length(trim(title)) > 0", name=op.f("ck_initiative_title_not_blank")),
        sa.CheckConstraint("municipalities >= 0", name=op.f("ck_initiative_municipalities_not_negative")),
        sa.CheckConstraint("parent_id IS NULL OR parent_id <> id", name=op.f("ck_initiative_not_own_parent")),
        sa.CheckConstraint("progress BETWEEN 0 AND 100", name=op.f("ck_initiative_progress_range")),
        sa.CheckConstraint("wave BETWEEN 1 AND 2", name=op.f("ck_initiative_wave_range")),
        sa.ForeignKeyConstraint(
            ["domain_id"], ["domain.id"], name=op.f("fk_initiative_domain_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_initiative_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["initiative.id"],
            name=op.f("fk_initiative_parent_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_initiative_person_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_initiative_programme_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative")),
    )
    op.create_index(
        op.f("ix_initiative_domain_id"),
        "initiative",
        ["domain_id"],
        unique=False,
        sqlite_where=sa.text("domain_id IS NOT NULL"),
        postgresql_where=sa.text("domain_id IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_initiative_organisation_id"),
        "initiative",
        ["organisation_id"],
        unique=False,
        sqlite_where=sa.text("organisation_id IS NOT NULL"),
        postgresql_where=sa.text("organisation_id IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_initiative_parent_id"),
        "initiative",
        ["parent_id"],
        unique=False,
        sqlite_where=sa.text("parent_id IS NOT NULL"),
        postgresql_where=sa.text("parent_id IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_initiative_person_id"),
        "initiative",
        ["person_id"],
        unique=False,
        sqlite_where=sa.text("person_id IS NOT NULL"),
        postgresql_where=sa.text("person_id IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_initiative_programme_id"),
        "initiative",
        ["programme_id"],
        unique=False,
        sqlite_where=sa.text("programme_id IS NOT NULL"),
        postgresql_where=sa.text("programme_id IS NOT NULL"),
    )
    op.create_table(
        "baseline",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("initiative_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("end", sa.Date(), nullable=True),
        sa.Column("investment_min", sa.BigInteger(), nullable=True),
        sa.Column("investment_max", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            '"start" IS NULL OR "end" IS NULL OR "start" <= "end"', name=op.f("ck_baseline_start_end_order")
        ),
        sa.CheckConstraint(
            "investment_min IS NULL OR investment_max IS NULL OR investment_min <= investment_max",
            name=op.f("ck_baseline_investment_min_investment_max_order"),
        ),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("ck_baseline_name_not_blank")),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiative.id"],
            name=op.f("fk_baseline_initiative_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_baseline")),
        sa.UniqueConstraint("initiative_id", "name", name=op.f("uq_baseline_initiative_id_name")),
    )
    op.create_table(
        "decision",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("meeting_id", sa.String(length=36), nullable=True),
        sa.Column("initiative_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("priority", sa.Integer(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "kind = 'approve' OR kind = 'reject' OR kind = 'merge' OR kind = 'postpone' OR kind = 'set_priority' OR kind = 'condition'",
            name=op.f("ck_decision_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiative.id"],
            name=op.f("fk_decision_initiative_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_decision_meeting_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    op.create_index(op.f("ix_decision_initiative_id"), "decision", ["initiative_id"], unique=False)
    op.create_index(
        op.f("ix_decision_meeting_id"),
        "decision",
        ["meeting_id"],
        unique=False,
        sqlite_where=sa.text("meeting_id IS NOT NULL"),
        postgresql_where=sa.text("meeting_id IS NOT NULL"),
    )
    op.create_table(
        "deliverable",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("initiative_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "state = 'planned' OR state = 'under_way' OR state = 'done'", name=op.f("ck_deliverable_state")
        ),
        sa.CheckConstraint("length(trim(title)) > 0", name=op.f("ck_deliverable_title_not_blank")),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiative.id"],
            name=op.f("fk_deliverable_initiative_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliverable")),
    )
    op.create_index(op.f("ix_deliverable_initiative_id"), "deliverable", ["initiative_id"], unique=False)
    op.create_table(
        "dependency",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("predecessor_id", sa.String(length=36), nullable=False),
        sa.Column("successor_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("lag_days", sa.Integer(), server_default="0", nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "kind = 'finish_start' OR kind = 'start_start' OR kind = 'finish_finish' OR kind = 'start_finish'",
            name=op.f("ck_dependency_kind"),
        ),
        sa.CheckConstraint("predecessor_id <> successor_id", name=op.f("ck_dependency_not_itself")),
        sa.ForeignKeyConstraint(
            ["predecessor_id"],
            ["initiative.id"],
            name=op.f("fk_dependency_predecessor_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["successor_id"],
            ["initiative.id"],
            name=op.f("fk_dependency_successor_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dependency")),
        sa.UniqueConstraint(
            "predecessor_id", "successor_id", "kind", name=op.f("uq_dependency_predecessor_id_successor_id_kind")
        ),
    )
    op.create_index(op.f("ix_dependency_successor_id"), "dependency", ["successor_id"], unique=False)
    op.create_table(
        "impact",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("initiative_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("min", sa.BigInteger(), nullable=True),
        sa.Column("likely", sa.BigInteger(), nullable=True),
        sa.Column("max", sa.BigInteger(), nullable=True),
        sa.Column("price_year", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind = 'process_benefit' OR kind = 'ict_saving'", name=op.f("ck_impact_kind")),
        sa.CheckConstraint('"min" IS NULL OR "max" IS NULL OR "min" <= "max"', name=op.f("ck_impact_min_max_order")),
        sa.CheckConstraint(
            '"min" IS NULL OR likely IS NULL OR "min" <= likely', name=op.f("ck_impact_min_likely_order")
        ),
        sa.CheckConstraint(
            'likely IS NULL OR "max" IS NULL OR likely <= "max"', name=op.f("ck_impact_likely_max_order")
        ),
        sa.CheckConstraint("price_year BETWEEN 1900 AND 2200", name=op.f("ck_impact_price_year_range")),
        sa.CheckConstraint("year BETWEEN 1900 AND 2200", name=op.f("ck_impact_year_range")),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiative.id"],
            name=op.f("fk_impact_initiative_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_impact")),
        sa.UniqueConstraint("initiative_id", "kind", "year", name=op.f("uq_impact_initiative_id_kind_year")),
    )
    op.create_index(
        "uq_impact_unallocated",
        "impact",
        ["initiative_id", "kind"],
        unique=True,
        sqlite_where=sa.text("year IS NULL"),
        postgresql_where=sa.text("year IS NULL"),
    )
    op.create_table(
        "initiative_component",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("initiative_id", sa.String(length=36), nullable=False),
        sa.Column("component_id", sa.String(length=36), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.CheckConstraint("role = 'uses' OR role = 'produces'", name=op.f("ck_initiative_component_role")),
        sa.ForeignKeyConstraint(
            ["component_id"],
            ["component.id"],
            name=op.f("fk_initiative_component_component_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiative.id"],
            name=op.f("fk_initiative_component_initiative_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative_component")),
        sa.UniqueConstraint(
            "initiative_id",
            "component_id",
            "role",
            name=op.f("uq_initiative_component_initiative_id_component_id_role"),
        ),
    )
    op.create_index(
        op.f("ix_initiative_component_component_id"), "initiative_component", ["component_id"], unique=False
    )
    op.create_table(
        "initiative_tag",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("initiative_id", sa.String(length=36), nullable=False),
        sa.Column("tag_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiative.id"],
            name=op.f("fk_initiative_tag_initiative_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["tag_id"], ["tag.id"], name=op.f("fk_initiative_tag_tag_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative_tag")),
        sa.UniqueConstraint("initiative_id", "tag_id", name=op.f("uq_initiative_tag_initiative_id_tag_id")),
    )
    op.create_index(op.f("ix_initiative_tag_tag_id"), "initiative_tag", ["tag_id"], unique=False)
    op.create_table(
        "link",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("initiative_id", sa.String(length=36), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.CheckConstraint("length(trim(url)) > 0", name=op.f("ck_link_url_not_blank")),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiative.id"],
            name=op.f("fk_link_initiative_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
    )
    op.create_index(op.f("ix_link_initiative_id"), "link", ["initiative_id"], unique=False)
    op.create_table(
        "milestone",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("initiative_id", sa.String(length=36), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("reached_on", sa.Date(), nullable=True),
        sa.CheckConstraint("length(trim(title)) > 0", name=op.f("ck_milestone_title_not_blank")),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiative.id"],
            name=op.f("fk_milestone_initiative_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
    )
    op.create_index(op.f("ix_milestone_initiative_id"), "milestone", ["initiative_id"], unique=False)
    op.create_table(
        "money",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("initiative_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("actual", sa.BigInteger(), nullable=True),
        sa.Column("min", sa.BigInteger(), nullable=True),
        sa.Column("likely", sa.BigInteger(), nullable=True),
        sa.Column("max", sa.BigInteger(), nullable=True),
        sa.Column("price_year", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind = 'ict_investment' OR kind = 'change_investment' OR kind = 'running_cost'", name=op.f("ck_money_kind")
        ),
        sa.CheckConstraint('"min" IS NULL OR "max" IS NULL OR "min" <= "max"', name=op.f("ck_money_min_max_order")),
        sa.CheckConstraint(
            '"min" IS NULL OR likely IS NULL OR "min" <= likely', name=op.f("ck_money_min_likely_order")
        ),
        sa.CheckConstraint(
            'likely IS NULL OR "max" IS NULL OR likely <= "max"', name=op.f("ck_money_likely_max_order")
        ),
        sa.CheckConstraint("price_year BETWEEN 1900 AND 2200", name=op.f("ck_money_price_year_range")),
        sa.CheckConstraint("year BETWEEN 1900 AND 2200", name=op.f("ck_money_year_range")),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiative.id"],
            name=op.f("fk_money_initiative_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_money")),
        sa.UniqueConstraint("initiative_id", "kind", "year", name=op.f("uq_money_initiative_id_kind_year")),
    )
    op.create_index(
        "uq_money_unallocated",
        "money",
        ["initiative_id", "kind"],
        unique=True,
        sqlite_where=sa.text("year IS NULL"),
        postgresql_where=sa.text("year IS NULL"),
    )
    op.create_table(
        "overlap_verdict",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("a_id", sa.String(length=36), nullable=False),
        sa.Column("b_id", sa.String(length=36), nullable=False),
        sa.Column("verdict", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("judged_by", sa.Text(), nullable=False),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("a_text", sa.String(length=64), nullable=False),
        sa.Column("b_text", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "verdict = 'duplicate' OR verdict = 'overlap' OR verdict = 'reuse' OR verdict = 'related' OR verdict = 'different'",
            name=op.f("ck_overlap_verdict_verdict"),
        ),
        sa.CheckConstraint("a_id < b_id", name=op.f("ck_overlap_verdict_ordered_pair")),
        sa.ForeignKeyConstraint(
            ["a_id"], ["initiative.id"], name=op.f("fk_overlap_verdict_a_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["b_id"], ["initiative.id"], name=op.f("fk_overlap_verdict_b_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_overlap_verdict")),
        sa.UniqueConstraint("a_id", "b_id", name=op.f("uq_overlap_verdict_a_id_b_id")),
    )
    op.create_index(op.f("ix_overlap_verdict_b_id"), "overlap_verdict", ["b_id"], unique=False)
    op.create_table(
        "service_initiative",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("service_id", sa.String(length=36), nullable=False),
        sa.Column("initiative_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiative.id"],
            name=op.f("fk_service_initiative_initiative_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["service.id"],
            name=op.f("fk_service_initiative_service_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_initiative")),
        sa.UniqueConstraint("service_id", "initiative_id", name=op.f("uq_service_initiative_service_id_initiative_id")),
    )
    op.create_index(op.f("ix_service_initiative_initiative_id"), "service_initiative", ["initiative_id"], unique=False)
    op.create_table(
        "source",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("initiative_id", sa.String(length=36), nullable=False),
        sa.Column("register_id", sa.String(length=36), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=True),
        sa.Column("file", sa.Text(), nullable=True),
        sa.Column("sheet", sa.Text(), nullable=True),
        sa.Column("row", sa.Integer(), nullable=True),
        sa.Column("read_on", sa.Date(), nullable=True),
        sa.Column("read_values", sa.Text(), nullable=True),
        sa.CheckConstraint("row >= 0", name=op.f("ck_source_row_not_negative")),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiative.id"],
            name=op.f("fk_source_initiative_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["register_id"], ["register.id"], name=op.f("fk_source_register_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("register_id", "key", name=op.f("uq_source_register_id_key")),
    )
    op.create_index(op.f("ix_source_initiative_id"), "source", ["initiative_id"], unique=False)


def downgrade() -> None:

    op.drop_index(op.f("ix_source_initiative_id"), table_name="source")
    op.drop_table("source")
    op.drop_index(op.f("ix_service_initiative_initiative_id"), table_name="service_initiative")
    op.drop_table("service_initiative")
    op.drop_index(op.f("ix_overlap_verdict_b_id"), table_name="overlap_verdict")
    op.drop_table("overlap_verdict")
    op.drop_index(
        "uq_money_unallocated",
        table_name="money",
        sqlite_where=sa.text("year IS NULL"),
        postgresql_where=sa.text("year IS NULL"),
    )
    op.drop_table("money")
    op.drop_index(op.f("ix_milestone_initiative_id"), table_name="milestone")
    op.drop_table("milestone")
    op.drop_index(op.f("ix_link_initiative_id"), table_name="link")
    op.drop_table("link")
    op.drop_index(op.f("ix_initiative_tag_tag_id"), table_name="initiative_tag")
    op.drop_table("initiative_tag")
    op.drop_index(op.f("ix_initiative_component_component_id"), table_name="initiative_component")
    op.drop_table("initiative_component")
    op.drop_index(
        "uq_impact_unallocated",
        table_name="impact",
        sqlite_where=sa.text("year IS NULL"),
        postgresql_where=sa.text("year IS NULL"),
    )
    op.drop_table("impact")
    op.drop_index(op.f("ix_dependency_successor_id"), table_name="dependency")
    op.drop_table("dependency")
    op.drop_index(op.f("ix_deliverable_initiative_id"), table_name="deliverable")
    op.drop_table("deliverable")
    op.drop_index(op.f("ix_decision_meeting_id"), table_name="decision")
    op.drop_index(op.f("ix_decision_initiative_id"), table_name="decision")
    op.drop_table("decision")
    op.drop_table("baseline")
    op.drop_index(op.f("ix_initiative_programme_id"), table_name="initiative")
    op.drop_index(op.f("ix_initiative_person_id"), table_name="initiative")
    op.drop_index(op.f("ix_initiative_parent_id"), table_name="initiative")
    op.drop_index(op.f("ix_initiative_organisation_id"), table_name="initiative")
    op.drop_index(op.f("ix_initiative_domain_id"), table_name="initiative")
    op.drop_table("initiative")
    op.drop_index(op.f("ix_service_organisation_id"), table_name="service")
    op.drop_table("service")
    op.drop_index(op.f("ix_register_organisation_id"), table_name="register")
    op.drop_table("register")
    op.drop_index(op.f("ix_person_organisation_id"), table_name="person")
    op.drop_table("person")
    op.drop_index(
        op.f("ix_operation_change_second_id"),
        table_name="operation_change",
        sqlite_where=sa.text("second_id IS NOT NULL"),
        postgresql_where=sa.text("second_id IS NOT NULL"),
    )
    op.drop_index(
        op.f("ix_operation_change_initiative_id"),
        table_name="operation_change",
        sqlite_where=sa.text("initiative_id IS NOT NULL"),
        postgresql_where=sa.text("initiative_id IS NOT NULL"),
    )
    op.drop_index(op.f("ix_operation_change_entity_id"), table_name="operation_change")
    op.drop_table("operation_change")
    op.drop_index(op.f("ix_meeting_steering_group_id"), table_name="meeting")
    op.drop_table("meeting")
    op.drop_table("tag")
    op.drop_table("steering_group")
    op.drop_table("snapshot")
    op.drop_table("programme")
    op.drop_table("portfolio_info")
    op.drop_table("phase")
    op.drop_index(op.f("ix_organisation_parent_id"), table_name="organisation")
    op.drop_table("organisation")
    op.drop_table("operation")
    op.drop_table("domain")
    op.drop_table("component")
