"""The trust that a closed one is merged into, and where a placement was before that."""

import sqlalchemy as sa
from alembic import op

revision = "registry_0012"
down_revision = "registry_0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("organisation", sa.Column("successor", sa.Text))
    op.add_column("placement", sa.Column("former_host", sa.Text))
    op.add_column("placement", sa.Column("host_since", sa.Date))


def downgrade() -> None:
    op.drop_column("placement", "host_since")
    op.drop_column("placement", "former_host")
    op.drop_column("organisation", "successor")
