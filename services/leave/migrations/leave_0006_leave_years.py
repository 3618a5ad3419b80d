"""Leave years that were looked at: what was left is said once at each checkpoint (T-D1)."""

from datetime import date

import sqlalchemy as sa
from alembic import op

from chassis.tables import rule

revision = "leave_0006"
down_revision = "leave_0005"
branch_labels = None
depends_on = None

RULES = {"leave.unused_first_days": 182, "leave.unused_again_days": 91, "leave.closing_days": 28}


def upgrade() -> None:
    op.create_table(
        "looked_at",
        sa.Column("doctor_id", sa.Uuid, primary_key=True),
        sa.Column("year_ends", sa.Date, primary_key=True),
        sa.Column("checkpoint", sa.String(40), primary_key=True),
    )
    always = date(1900, 1, 1)
    op.bulk_insert(rule, [{"name": name, "valid_from": always, "value": value} for name, value in RULES.items()])


def downgrade() -> None:
    op.drop_table("looked_at")
    op.execute(rule.delete().where(rule.c.name.in_(list(RULES))))
