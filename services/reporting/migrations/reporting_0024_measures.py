"""What is told as a rate or a median: hours lost, days to a decision, residents at a forum; and what to aim at."""

from datetime import date

import sqlalchemy as sa
from alembic import op

from chassis.tables import rule

revision = "reporting_0024"
down_revision = "reporting_0023"
branch_labels = None
depends_on = None

TARGETS = {"reporting.t_d2_hl_target": 50, "reporting.t_e1_md_target": 14, "reporting.o_e3_at_target": 8}


def upgrade() -> None:
    op.add_column("forum_meeting", sa.Column("residents", sa.Integer))
    always = date(1900, 1, 1)
    rows = [{"name": name, "region": "", "valid_from": always, "value": value} for name, value in TARGETS.items()]
    op.bulk_insert(rule, rows)


def downgrade() -> None:
    op.drop_column("forum_meeting", "residents")
    op.execute(rule.delete().where(rule.c.name.in_(TARGETS)))
