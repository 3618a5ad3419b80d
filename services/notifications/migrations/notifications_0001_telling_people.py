"""What happened, who was told, their mail, and the rules of telling."""

from datetime import date

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "notifications_0001"
down_revision = None
branch_labels = ("notifications",)
depends_on = "chassis_0001"

RULES = {
    "notifications.too_old_days": 30,
    "notifications.summary_days": 84,
    "notifications.wait_minutes": 15,
    "notifications.import_wait_seconds": 1.0,
    "notifications.import_release_minutes": 10,
    "notifications.import_abandon_hours": 24,
    "notifications.mail_lines": 200,
    "notifications.mail_patience": {
        "first_seconds": 1.0,
        "longest_seconds": 45.0,
        "give_up_hours": 48.0,
        "resends": 3,
    },
}


def _when(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "happening",
        sa.Column("event_id", sa.Uuid, primary_key=True),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("facts", sa.Text, nullable=False, comment="the event as heard"),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        _when("time"),
        sa.Column("correlation", sa.Uuid, nullable=False),
        sa.Column("causation", sa.Uuid),
        sa.Column("traceparent", sa.Text, nullable=False, comment="the trace that goes on from hearing it"),
    )
    op.create_table(
        "decision",
        sa.Column("event_id", sa.Uuid, primary_key=True),
        sa.Column("person_id", sa.Uuid, primary_key=True),
        sa.Column("channel", sa.Text, primary_key=True),
        sa.Column("category", sa.Text, nullable=False),
        sa.Column("decision", sa.Text, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("mail_id", sa.Uuid),
        _when("at"),
        _when("read_at", nullable=True),
    )
    op.create_index("decision_of_person", "decision", ["person_id", "at", "event_id"])
    op.create_index("decision_by_mail", "decision", ["mail_id"], postgresql_where=sa.text("mail_id IS NOT NULL"))
    op.create_index(
        "decision_open",
        "decision",
        ["person_id"],
        postgresql_where=sa.text("reason IN ('person_unknown', 'unconfirmed_person', 'no_address')"),
    )
    op.create_table(
        "mail",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("group_key", sa.Text, comment="import:<id> or summary; null: one notice"),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("about", sa.Uuid, nullable=False, comment="the event that began it: its cause and its trace"),
        _when("created_at"),
        sa.Column(
            "next_at", sa.DateTime(timezone=True), nullable=False, comment="when it may next be taken; a lease's end"
        ),
        sa.Column("lease", sa.Uuid),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("unsure", sa.Integer, nullable=False, server_default="0", comment="attempts of unknown fate"),
        sa.Column("reply", sa.Integer, comment="the relay's last code"),
        _when("frozen_at", nullable=True),
        sa.Column("recipient", sa.Text, comment="only while it is on its way"),
        sa.Column("frozen", sa.LargeBinary, comment="only while it is on its way"),
        _when("ended_at", nullable=True),
    )
    op.create_index("mail_due", "mail", ["next_at"], postgresql_where=sa.text("state = 'due'"))
    op.create_index("mail_waiting", "mail", ["group_key"], postgresql_where=sa.text("state = 'waiting'"))
    op.create_index(
        "mail_open",
        "mail",
        ["person_id", "group_key"],
        unique=True,
        postgresql_where=sa.text("group_key IS NOT NULL AND frozen_at IS NULL AND state IN ('waiting', 'due')"),
    )
    op.create_index(
        "mail_gone",
        "mail",
        ["person_id", "group_key"],
        postgresql_where=sa.text("group_key IS NOT NULL AND frozen_at IS NOT NULL"),
    )
    op.create_table(
        "import_group",
        sa.Column("import_id", sa.Uuid, primary_key=True),
        sa.Column("heard", sa.Integer, nullable=False, server_default="0"),
        sa.Column("expected", sa.Integer, comment="null until the import was completed"),
        _when("completed_at", nullable=True),
    )
    op.create_table(
        "vacancy",
        sa.Column("event_id", sa.Uuid, primary_key=True),
        sa.Column("role", sa.Text, primary_key=True),
        sa.Column("scope", sa.Text, primary_key=True),
        sa.Column("category", sa.Text, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("decision", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        _when("at"),
    )
    op.create_index("vacancy_waiting", "vacancy", ["role", "scope"], postgresql_where=sa.text("decision = 'pending'"))
    op.create_table(
        "contact",
        sa.Column("person_id", sa.Uuid, primary_key=True),
        sa.Column("given_names", sa.Text),
        sa.Column("family_name", sa.Text),
        sa.Column("known_as", sa.Text),
        sa.Column("email", sa.Text),
        sa.Column("confirmed", sa.Boolean, nullable=False),
    )
    op.create_table(
        "appointment",
        sa.Column("appointment_id", sa.Uuid, primary_key=True),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("starts_on", sa.Date, nullable=False),
        sa.Column("ends_on", sa.Date),
    )
    op.create_index("appointment_of_role", "appointment", ["role", "code"])
    op.create_table(
        "organisation",
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
    )
    _seed_rules()


def _seed_rules() -> None:
    rule = sa.table("rule", sa.column("name", sa.Text), sa.column("valid_from", sa.Date), sa.column("value", JSONB))
    always = date(1900, 1, 1)
    op.bulk_insert(rule, [{"name": name, "valid_from": always, "value": value} for name, value in RULES.items()])


def downgrade() -> None:
    for table in ("organisation", "appointment", "contact", "vacancy", "import_group", "mail", "decision", "happening"):
        op.drop_table(table)
    op.execute("DELETE FROM rule WHERE name LIKE 'notifications.%'")
