"""What a snapshot lacks is asked about from a small share of a trust on: a list of changes taken for one lacks most."""

import sqlalchemy as sa
from alembic import op

from chassis.tables import rule

revision = "registry_0011"
down_revision = "registry_0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _by_default(0.05)


def downgrade() -> None:
    _by_default(1.0)


def _by_default(share: float) -> None:
    default = (rule.c.name == "registry.confirm_absent_share") & (rule.c.region == "")
    op.execute(sa.update(rule).where(default, rule.c.valid_from == sa.text("'1900-01-01'")).values(value=share))
