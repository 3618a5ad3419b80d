"""What was said of a month that was counted is kept, for its trust's director and guardian to read (R50)."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "leave_0017"
down_revision = "leave_0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("lost_time_counted", sa.Column("said", JSONB, nullable=False, server_default=sa.text("'[]'::jsonb")))


def downgrade() -> None:
    op.drop_column("lost_time_counted", "said")
