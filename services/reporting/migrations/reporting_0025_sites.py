"""The site of a placement, by which figures can be told apart."""

import sqlalchemy as sa
from alembic import op

revision = "reporting_0025"
down_revision = "reporting_0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("placement", sa.Column("site", sa.Text))


def downgrade() -> None:
    op.drop_column("placement", "site")
