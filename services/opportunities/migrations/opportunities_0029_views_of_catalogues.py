"""How often each public catalogue is read, by day (O-D1)."""

import sqlalchemy as sa
from alembic import op

revision = "opportunities_0029"
down_revision = "opportunities_0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "public_catalogue_view",
        sa.Column("catalogue_id", sa.Uuid, primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("times", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("public_catalogue_view")
