"""Whose leave it was and from when, so that its figures can be told by the grade of that placement."""

import sqlalchemy as sa
from alembic import op

revision = "reporting_0023"
down_revision = "reporting_0022"
branch_labels = None
depends_on = None

_OF_LEAVE = ("leave_decision", "leave_step", "leave_asked", "leave_appeal")


def upgrade() -> None:
    for table in _OF_LEAVE:
        op.add_column(table, sa.Column("doctor_id", sa.Uuid))
        op.add_column(table, sa.Column("first_day", sa.Date))


def downgrade() -> None:
    for table in _OF_LEAVE:
        op.drop_column(table, "first_day")
        op.drop_column(table, "doctor_id")
