"""A forum has the quorum of its terms; a meeting the quorum that held for it, and where its minutes are."""

import sqlalchemy as sa
from alembic import op

revision = "opportunities_0030"
down_revision = "opportunities_0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("forum", sa.Column("quorum", sa.Integer))
    op.add_column("forum_meeting", sa.Column("quorum", sa.Integer))
    op.add_column("forum_meeting", sa.Column("minutes", sa.Text))


def downgrade() -> None:
    op.drop_column("forum_meeting", "minutes")
    op.drop_column("forum_meeting", "quorum")
    op.drop_column("forum", "quorum")
