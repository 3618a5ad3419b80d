"""Self-development time of placements, how much of it a grade is to have, and who can report exceptions."""

from datetime import date

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "leave_0009"
down_revision = "leave_0008"
branch_labels = None
depends_on = None

HOURS = {"Foundation Year 1": 2, "F1": 2, "FY1": 2, "Foundation Year 2": 2, "F2": 2, "FY2": 2}


def upgrade() -> None:
    op.create_table(
        "self_development",
        sa.Column("placement_id", sa.Uuid, primary_key=True),
        sa.Column("doctor_id", sa.Uuid, nullable=False),
        sa.Column("trust", sa.Text, nullable=False),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("required", sa.Integer, nullable=False),
        sa.Column("in_work_schedule", sa.Boolean, nullable=False),
        sa.Column("scheduled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gets_it", sa.Boolean),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_table(
        "exception_access",
        sa.Column("placement_id", sa.Uuid, primary_key=True),
        sa.Column("doctor_id", sa.Uuid, nullable=False),
        sa.Column("asked_from", sa.Date, nullable=False),
        sa.Column("has_access", sa.Boolean),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
    )
    rules = sa.table("rule", sa.column("name"), sa.column("valid_from", sa.Date), sa.column("value", JSONB))
    values = {"sdt.hours_per_week": HOURS, "lost_time.access_within_days": 7}
    always = date(1900, 1, 1)
    op.bulk_insert(rules, [{"name": name, "valid_from": always, "value": value} for name, value in values.items()])


def downgrade() -> None:
    op.drop_table("exception_access")
    op.drop_table("self_development")
    op.execute(sa.text("DELETE FROM rule WHERE name IN ('sdt.hours_per_week', 'lost_time.access_within_days')"))
