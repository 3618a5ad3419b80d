"""Decisions on release from duty, and the share of them that is to release (R17)."""

from datetime import date

import sqlalchemy as sa
from alembic import op

from chassis.tables import rule

revision = "reporting_0018"
down_revision = "reporting_0017"
branch_labels = None
depends_on = None

TARGET = "reporting.r17_target"


def upgrade() -> None:
    op.add_column("leave_decision", sa.Column("release", sa.Boolean, nullable=False, server_default=sa.false()))
    op.bulk_insert(rule, [{"name": TARGET, "region": "", "valid_from": date(1900, 1, 1), "value": 0.9}])


def downgrade() -> None:
    op.execute(rule.delete().where(rule.c.name == TARGET))
    op.drop_column("leave_decision", "release")
