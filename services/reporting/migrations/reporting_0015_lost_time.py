"""Counts of protected time that was reported lost (T-D2), and the shares to reach."""

from datetime import date

import sqlalchemy as sa
from alembic import op

from chassis.tables import rule

revision = "reporting_0015"
down_revision = "reporting_0014"
branch_labels = None
depends_on = None

TARGETS = {"reporting.t_d2_target": 0.9, "reporting.t_d2_tr_target": 0.9, "reporting.t_d2_gb_target": 0.5}


def upgrade() -> None:
    op.create_table(
        "lost_time",
        sa.Column("trust", sa.Text, primary_key=True),
        sa.Column("month", sa.Date, primary_key=True),
        sa.Column("department", sa.Text, primary_key=True),
        sa.Column("reports", sa.Integer, nullable=False),
        sa.Column("reporters", sa.Integer, nullable=False),
        sa.Column("doctors", sa.Integer, nullable=False),
        sa.Column("minutes_lost", sa.Integer, nullable=False),
        sa.Column("acknowledged_in_time", sa.Integer, nullable=False),
        sa.Column("resolved_in_time", sa.Integer, nullable=False),
        sa.Column("reinstated", sa.Integer, nullable=False),
    )
    always = date(1900, 1, 1)
    rows = [{"name": name, "region": "", "valid_from": always, "value": value} for name, value in TARGETS.items()]
    op.bulk_insert(rule, rows)


def downgrade() -> None:
    op.drop_table("lost_time")
    op.execute(rule.delete().where(rule.c.name.in_(TARGETS)))
