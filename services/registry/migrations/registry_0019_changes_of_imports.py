"""Which placements an import added, changed or removed, and what of them (R35)."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "registry_0019"
down_revision = "registry_0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "import_change",
        sa.Column("import_id", sa.Uuid, primary_key=True),
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column("change", sa.Text, nullable=False),
        sa.Column("placement_id", sa.Uuid, nullable=False),
        sa.Column("tis_id", sa.Text),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("fields", ARRAY(sa.Text), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("import_change")
