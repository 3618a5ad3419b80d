"""The file of a rehearsal is kept for a day, so that it can be taken in as it was looked at."""

from datetime import date

import sqlalchemy as sa
from alembic import op

from chassis.tables import rule

revision = "registry_0005"
down_revision = "registry_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("import", sa.Column("taken_as", sa.Uuid))
    op.bulk_insert(rule, [{"name": "registry.rehearsed_hours", "valid_from": date(1900, 1, 1), "value": 24}])


def downgrade() -> None:
    op.execute(sa.delete(rule).where(rule.c.name == "registry.rehearsed_hours"))
    op.drop_column("import", "taken_as")
