"""Seats in courses, forums, and fellowships, with the shares they are to reach (O-E2, O-E3, O-D3)."""

from datetime import date

import sqlalchemy as sa
from alembic import op

from chassis.tables import rule

revision = "reporting_0012"
down_revision = "reporting_0011"
branch_labels = None
depends_on = None

RULES = {
    "o_e3_meetings": 4,
    "o_e2_target": 0.25,  # one course for everyone in a year is one for one in four each quarter
    "o_e2_rr_target": 0.1,
    "o_e3_target": 1,
    "o_e3_fd_target": 1,
    "o_e3_ac_target": 0.9,
    "o_d3_target": 1,
    "o_d3_ps_target": 1,
}


def upgrade() -> None:
    op.create_table(
        "training_booking",
        sa.Column("booking_id", sa.Uuid, primary_key=True),
        sa.Column("doctor_id", sa.Uuid, nullable=False, index=True),
        sa.Column("trust", sa.Text, nullable=False),
        sa.Column("first_day", sa.Date, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("event_id", sa.Uuid, nullable=False),
        sa.Column("said_on", sa.Date, nullable=False),
    )
    _forums()
    op.create_table(
        "fellowship",
        sa.Column("fellowship_id", sa.Uuid, primary_key=True),
        sa.Column("trust", sa.Text, nullable=False),
        sa.Column("protected_percent", sa.Integer, nullable=False),
        sa.Column("starts_on", sa.Date, nullable=False),
        sa.Column("last_day", sa.Date, nullable=False),
        sa.Column("in_error", sa.Boolean, nullable=False),
        sa.Column("reported_percent", sa.Integer),
    )
    since = {"region": "", "valid_from": date(1900, 1, 1)}
    op.bulk_insert(rule, [{"name": f"reporting.{name}", **since, "value": value} for name, value in RULES.items()])


def _forums() -> None:
    op.create_table(
        "forum_request",
        sa.Column("forum_id", sa.Uuid, primary_key=True),
        sa.Column("trust", sa.Text, nullable=False),
        sa.Column("requested_on", sa.Date, nullable=False),
        sa.Column("found_by", sa.Date, nullable=False),
        sa.Column("founded_on", sa.Date),
    )
    op.create_table(
        "forum_meeting",
        sa.Column("meeting_id", sa.Uuid, primary_key=True),
        sa.Column("trust", sa.Text, nullable=False),
        sa.Column("met_on", sa.Date, nullable=False),
    )
    op.create_table(
        "forum_action",
        sa.Column("action_id", sa.Uuid, primary_key=True),
        sa.Column("trust", sa.Text, nullable=False),
        sa.Column("agreed_on", sa.Date, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("closed_on", sa.Date),
    )


def downgrade() -> None:
    for name in ("fellowship", "forum_action", "forum_meeting", "forum_request", "training_booking"):
        op.drop_table(name)
    op.execute(rule.delete().where(rule.c.name.in_([f"reporting.{name}" for name in RULES])))
