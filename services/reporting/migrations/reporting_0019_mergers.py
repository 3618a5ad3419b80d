"""Where a placement was before its trust was merged into another, and from which day it is at the successor."""

import sqlalchemy as sa
from alembic import op

revision = "reporting_0019"
down_revision = "reporting_0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("placement", sa.Column("former_host", sa.Text))
    op.add_column("placement", sa.Column("host_since", sa.Date))


def downgrade() -> None:
    op.drop_column("placement", "host_since")
    op.drop_column("placement", "former_host")
