"""Facts, movements of figures, and the default notice of a placement."""

from datetime import date

import sqlalchemy as sa
from alembic import op

from chassis.tables import rule

revision = "reporting_0001"
down_revision = None
branch_labels = ("reporting",)
depends_on = "chassis_0001"

NOTICE = "reporting.r30_notice_days"


def upgrade() -> None:
    op.create_table(
        "placement",
        sa.Column("placement_id", sa.Uuid, primary_key=True),
        sa.Column("doctor_id", sa.Uuid, nullable=False),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("starts_on", sa.Date, nullable=False),
        sa.Column("ends_on", sa.Date, nullable=False),
        sa.Column("cancelled", sa.Boolean, nullable=False),
        sa.Column("last_announced_on", sa.Date),
    )
    op.create_table(
        "leave_decision",
        sa.Column("leave_id", sa.Uuid, primary_key=True),
        sa.Column("trust", sa.Text, nullable=False),
        sa.Column("decided_on", sa.Date, nullable=False, index=True),
        sa.Column("leadership", sa.Boolean, nullable=False),
        sa.Column("approved", sa.Boolean, nullable=False),
        sa.Column("avoidable", sa.Boolean, nullable=False),
    )
    op.create_table(
        "feedback",
        sa.Column("feedback_id", sa.Uuid, primary_key=True),
        sa.Column("doctor_id", sa.Uuid, nullable=False),
        sa.Column("trust", sa.Text, nullable=False),
        sa.Column("activity_date", sa.Date, nullable=False, index=True),
        sa.Column("given_on", sa.Date, nullable=False),
    )
    op.create_table(
        "champion",
        sa.Column("appointment_id", sa.Uuid, primary_key=True),
        sa.Column("trust", sa.Text, nullable=False),
        sa.Column("starts_on", sa.Date, nullable=False),
        sa.Column("ends_on", sa.Date),
        sa.Column("deputy", sa.Boolean, nullable=False),
    )
    op.create_table(
        "organisation",
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("parent", sa.Text),
        sa.Column("region", sa.Text),
        sa.Column("closed_on", sa.Date),
    )
    op.create_table(
        "deanery_trusts",
        sa.Column("deanery", sa.Text, primary_key=True),
        sa.Column("valid_from", sa.Date, primary_key=True),
        sa.Column("trusts", sa.ARRAY(sa.Text), nullable=False),
    )
    op.create_table(
        "touched",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("trust", sa.Text, nullable=False),
        sa.Column("quarter", sa.Date, nullable=False),
        sa.Column("because", sa.Uuid, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "movement",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("trust", sa.Text),
        sa.Column("quarter", sa.Date, nullable=False),
        sa.Column("numerator", sa.BigInteger, nullable=False),
        sa.Column("denominator", sa.BigInteger, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("because", sa.Uuid),
    )
    op.create_index("movement_latest", "movement", ["code", "trust", "quarter", sa.text("id DESC")])
    op.bulk_insert(
        rule, [{"name": "reporting.r30_notice_days", "region": "", "valid_from": date(1900, 1, 1), "value": 84}]
    )


def downgrade() -> None:
    for name in ("movement", "touched", "deanery_trusts", "organisation", "champion", "feedback", "leave_decision"):
        op.drop_table(name)
    op.drop_table("placement")
    op.execute(rule.delete().where(rule.c.name == NOTICE))
