"""Self-development time of placements (T-E2), and the shares to reach."""

from datetime import date

import sqlalchemy as sa
from alembic import op

from chassis.tables import rule

revision = "reporting_0016"
down_revision = "reporting_0015"
branch_labels = None
depends_on = None

TARGETS = {"reporting.t_e2_target": 0.9, "reporting.t_e2_rc_target": 0.8}


def upgrade() -> None:
    op.create_table(
        "self_development",
        sa.Column("placement_id", sa.Uuid, primary_key=True),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("required", sa.Integer, nullable=False),
        sa.Column("in_work_schedule", sa.Boolean, nullable=False),
        sa.Column("gets_it", sa.Boolean),
    )
    always = date(1900, 1, 1)
    rows = [{"name": name, "region": "", "valid_from": always, "value": value} for name, value in TARGETS.items()]
    op.bulk_insert(rule, rows)


def downgrade() -> None:
    op.drop_table("self_development")
    op.execute(rule.delete().where(rule.c.name.in_(TARGETS)))
