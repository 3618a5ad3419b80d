"""Reports of protected time that was lost, who may and did read them, private notices, and the rules of all that."""

from datetime import date

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "leave_0008"
down_revision = "leave_0007"
branch_labels = None
depends_on = None

RULES = {
    "lost_time.report_within_days": 28,
    "lost_time.acknowledge_within_days": 7,
    "lost_time.resolve_within_days": 28,
    "lost_time.fewest_reporters": 5,
    "lost_time.fewest_doctors": 10,
    "lost_time.exception_system": "",
    "notices.least_delay_seconds": 60,
    "notices.most_delay_seconds": 3600,
}


def upgrade() -> None:
    op.add_column("placement", sa.Column("employer", sa.Text))
    op.add_column("placement", sa.Column("specialty", sa.Text))
    op.create_table(
        "lost_time",
        sa.Column("report_id", sa.Uuid, primary_key=True),
        sa.Column("doctor_id", sa.Uuid, nullable=False),
        sa.Column("placement_id", sa.Uuid, nullable=False),
        sa.Column("trust", sa.Text, nullable=False),
        sa.Column("department", sa.Text),
        sa.Column("session_on", sa.Date, nullable=False),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("because", sa.String(40), nullable=False),
        sa.Column("exception_report", sa.String(40), nullable=False),
        sa.Column("exception_reference", sa.Text),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reported_on", sa.Date, nullable=False),
        sa.Column("acknowledge_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("resolve_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True)),
        sa.Column("resolved_at", sa.DateTime(timezone=True)),
        sa.Column("outcome", sa.String(40)),
        sa.Column("outcome_note", sa.Text),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.Column("concluded_at", sa.DateTime(timezone=True)),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("lost_time_of_doctor", "lost_time", ["doctor_id", "reported_at", "report_id"])
    op.create_index("lost_time_at_trust", "lost_time", ["trust", "reported_at", "report_id"])
    op.create_table(
        "lost_time_consent",
        sa.Column("consent_id", sa.Uuid, primary_key=True),
        sa.Column("report_id", sa.Uuid, nullable=False, index=True),
        sa.Column("recipient_id", sa.Uuid, nullable=False, index=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True)),
    )
    op.create_table(
        "lost_time_reading",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column("report_id", sa.Uuid, nullable=False, index=True),
        sa.Column("reader_id", sa.Uuid, nullable=False),
        sa.Column("in_list", sa.Boolean, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "lost_time_counted",
        sa.Column("trust", sa.Text, primary_key=True),
        sa.Column("month", sa.Date, primary_key=True),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "private_notice",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("person_id", sa.Uuid),
        sa.Column("role", sa.String(40)),
        sa.Column("scope", sa.Text),
        sa.Column("say_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("private_notice_say_at", "private_notice", ["say_at"])
    rules = sa.table("rule", sa.column("name"), sa.column("valid_from", sa.Date), sa.column("value", JSONB))
    always = date(1900, 1, 1)
    op.bulk_insert(rules, [{"name": name, "valid_from": always, "value": value} for name, value in RULES.items()])


def downgrade() -> None:
    for table in ("private_notice", "lost_time_counted", "lost_time_reading", "lost_time_consent", "lost_time"):
        op.drop_table(table)
    op.drop_column("placement", "specialty")
    op.drop_column("placement", "employer")
    op.execute(sa.text("DELETE FROM rule WHERE name LIKE 'lost_time.%' OR name LIKE 'notices.%'"))
