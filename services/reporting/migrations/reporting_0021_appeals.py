"""Appeals about how leave was refused, and whether they were dealt with by their days (R19)."""

from datetime import date

import sqlalchemy as sa
from alembic import op

from chassis.tables import rule

revision = "reporting_0021"
down_revision = "reporting_0020"
branch_labels = None
depends_on = None

TARGET = "reporting.r19_target"


def upgrade() -> None:
    op.create_table(
        "leave_appeal",
        sa.Column("leave_id", sa.Uuid, primary_key=True),
        sa.Column("appealed_at", sa.DateTime(timezone=True), primary_key=True),
        sa.Column("trust", sa.Text, nullable=False),
        sa.Column("appealed_on", sa.Date, nullable=False),
        sa.Column("late", sa.Boolean, nullable=False),
    )
    op.bulk_insert(rule, [{"name": TARGET, "region": "", "valid_from": date(1900, 1, 1), "value": 0}])


def downgrade() -> None:
    op.drop_table("leave_appeal")
    op.execute(rule.delete().where(rule.c.name == TARGET))
