"""Lead and champion hear that a review comes near, so many days before (O-E1)."""

from datetime import date

import sqlalchemy as sa
from alembic import op

from chassis.tables import rule

revision = "opportunities_0016"
down_revision = "opportunities_0015"
branch_labels = None
depends_on = None

NAME = "opportunities.review_notice_days"


def upgrade() -> None:
    op.add_column("opportunity", sa.Column("review_noticed_for", sa.Date))
    op.bulk_insert(rule, [{"name": NAME, "valid_from": date(1900, 1, 1), "value": 14}])


def downgrade() -> None:
    op.execute(rule.delete().where(rule.c.name == NAME))
    op.drop_column("opportunity", "review_noticed_for")
