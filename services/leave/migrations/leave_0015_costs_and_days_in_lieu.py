"""What leave is to cost by what it is for, what a study budget never pays, and days in lieu of days off (R21, R23)."""

from datetime import date

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from chassis.tables import rule

revision = "leave_0015"
down_revision = "leave_0014"
branch_labels = None
depends_on = None

NAME = "leave.never_paid"
KINDS = ["college_membership", "eportfolio_fee", "exam_fee", "mandatory_training"]


def upgrade() -> None:
    for name in ("costs", "in_lieu"):
        op.add_column("leave_request", sa.Column(name, JSONB, nullable=False, server_default=sa.text("'[]'::jsonb")))
    op.add_column("leave_request", sa.Column("within_hours", sa.Boolean, nullable=False, server_default=sa.false()))
    op.bulk_insert(rule, [{"name": NAME, "valid_from": date(1900, 1, 1), "value": KINDS}])


def downgrade() -> None:
    op.execute(rule.delete().where(rule.c.name == NAME))
    for name in ("within_hours", "in_lieu", "costs"):
        op.drop_column("leave_request", name)
