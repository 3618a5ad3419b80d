"""Whether an attempt was begun under the lease: only that makes a mail's fate uncertain when the lease runs out."""

import sqlalchemy as sa
from alembic import op

revision = "notifications_0002"
down_revision = "notifications_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("mail", sa.Column("begun_at", sa.DateTime(timezone=True), comment="the attempt under this lease"))
    op.execute("UPDATE mail SET begun_at = next_at WHERE lease IS NOT NULL")  # of these nobody knows: to be sure, begun


def downgrade() -> None:
    op.drop_column("mail", "begun_at")
