"""When it was said that an answer is late."""

import sqlalchemy as sa
from alembic import op

revision = "opportunities_0002"
down_revision = "opportunities_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("participation", sa.Column("overdue_at", sa.DateTime(timezone=True)))
    unanswered = sa.text("status = 'interested' AND overdue_at IS NULL")
    op.create_index("participation_unanswered", "participation", ["answer_by"], postgresql_where=unanswered)


def downgrade() -> None:
    op.drop_index("participation_unanswered")
    op.drop_column("participation", "overdue_at")
