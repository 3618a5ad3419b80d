"""How much of full time a placement is, and in which month of a quarter residents are counted (R85)."""

from datetime import date

import sqlalchemy as sa
from alembic import op

from chassis.tables import rule

revision = "reporting_0011"
down_revision = "reporting_0010"
branch_labels = None
depends_on = None

MONTH = "reporting.census_month"


def upgrade() -> None:
    op.add_column("placement", sa.Column("wte", sa.Numeric))
    op.bulk_insert(rule, [{"name": MONTH, "region": "", "valid_from": date(1900, 1, 1), "value": 1}])


def downgrade() -> None:
    op.execute(rule.delete().where(rule.c.name == MONTH))
    op.drop_column("placement", "wte")
