"""The specialty of a placement, by which figures can be told apart."""

import sqlalchemy as sa
from alembic import op

revision = "reporting_0033"
down_revision = "reporting_0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("placement", sa.Column("specialty", sa.Text))


def downgrade() -> None:
    op.drop_column("placement", "specialty")
