"""Where whoever answers for something at a trust is reached: a work address, given with the appointment."""

import sqlalchemy as sa
from alembic import op

revision = "registry_0017"
down_revision = "registry_0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("appointment", sa.Column("contact", sa.Text))


def downgrade() -> None:
    op.drop_column("appointment", "contact")
