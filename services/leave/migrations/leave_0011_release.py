"""Release from duty is asked for as leave is: what it is for, and at how many days' notice."""

from datetime import date

import sqlalchemy as sa
from alembic import op

from chassis.tables import rule

revision = "leave_0011"
down_revision = "leave_0010"
branch_labels = None
depends_on = None

NAME = "leave.release_notice_days"


def upgrade() -> None:
    op.add_column("leave_request", sa.Column("about", sa.Uuid))
    op.bulk_insert(rule, [{"name": NAME, "valid_from": date(1900, 1, 1), "value": 14}])


def downgrade() -> None:
    op.execute(rule.delete().where(rule.c.name == NAME))
    op.drop_column("leave_request", "about")
