"""Leave that lapses: what is undecided is found by its last day."""

import sqlalchemy as sa
from alembic import op

revision = "leave_0029"
down_revision = "leave_0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    undecided = sa.text("status IN ('waiting', 'returned')")
    op.create_index("leave_request_undecided", "leave_request", ["last_day"], postgresql_where=undecided)


def downgrade() -> None:
    op.drop_index("leave_request_undecided", "leave_request")
