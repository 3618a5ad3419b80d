"""Calendars of departments: what of study leave their days are to hold, and when they were published (T-D1)."""

from datetime import date

import sqlalchemy as sa
from alembic import op

from chassis.tables import rule

revision = "reporting_0020"
down_revision = "reporting_0019"
branch_labels = None
depends_on = None

TARGETS = {"reporting.t_d1_cg_target": 1, "reporting.t_d1_br_target": 0.9}


def upgrade() -> None:
    op.create_table(
        "capacity",
        sa.Column("capacity_id", sa.Uuid, primary_key=True),
        sa.Column("trust", sa.Text, nullable=False),
        sa.Column("department", sa.Text, nullable=False),
        sa.Column("first_day", sa.Date, nullable=False),
        sa.Column("half_days_owed", sa.Integer, nullable=False),
        sa.Column("half_days_free", sa.Integer, nullable=False),
        sa.Column("first_published_on", sa.Date, nullable=False),
    )
    always = date(1900, 1, 1)
    rows = [{"name": name, "region": "", "valid_from": always, "value": value} for name, value in TARGETS.items()]
    op.bulk_insert(rule, rows)


def downgrade() -> None:
    op.drop_table("capacity")
    op.execute(rule.delete().where(rule.c.name.in_(TARGETS)))
