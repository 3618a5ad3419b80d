"""Who says that there is a placement: TIS, or the trust that employs the doctor itself."""

import sqlalchemy as sa
from alembic import op

revision = "registry_0009"
down_revision = "registry_0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("placement", sa.Column("source", sa.Text, nullable=False, server_default=sa.text("'tis'")))


def downgrade() -> None:
    op.drop_column("placement", "source")
