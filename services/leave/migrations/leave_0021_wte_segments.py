"""A placement keeps the WTEs that it changed from while it lasted, and until when each held (R2)."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "leave_0021"
down_revision = "leave_0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("placement", sa.Column("former_wtes", JSONB, nullable=False, server_default=sa.text("'[]'::jsonb")))


def downgrade() -> None:
    op.drop_column("placement", "former_wtes")
