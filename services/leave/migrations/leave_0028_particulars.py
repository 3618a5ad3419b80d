"""Where leave is and whether it is joined remotely; and since when its days are asked for, once they were changed."""

import sqlalchemy as sa
from alembic import op

revision = "leave_0028"
down_revision = "leave_0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("leave_request", sa.Column("location", sa.Text))
    op.add_column("leave_request", sa.Column("remote", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("leave_request", sa.Column("days_asked_on", sa.Date))


def downgrade() -> None:
    for name in ("days_asked_on", "remote", "location"):
        op.drop_column("leave_request", name)
