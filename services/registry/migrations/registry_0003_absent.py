"""What a snapshot lacks is asked about where it is all that a trust has, however little that is."""

from datetime import date

import sqlalchemy as sa
from alembic import op

from chassis.tables import rule

revision = "registry_0003"
down_revision = "registry_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.bulk_insert(rule, [{"name": "registry.confirm_absent_share", "valid_from": date(1900, 1, 1), "value": 1.0}])


def downgrade() -> None:
    op.execute(sa.delete(rule).where(rule.c.name == "registry.confirm_absent_share"))
