"""Who employs the doctors of a whole programme, beside who hosts them."""

import sqlalchemy as sa
from alembic import op

revision = "registry_0013"
down_revision = "registry_0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("placement", sa.Column("lead_employer", sa.Text))


def downgrade() -> None:
    op.drop_column("placement", "lead_employer")
