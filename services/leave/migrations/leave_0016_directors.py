"""Whose director stands in at a general practice, which has none: the employer's (R10)."""

import sqlalchemy as sa
from alembic import op

revision = "leave_0016"
down_revision = "leave_0015"
branch_labels = None
depends_on = None

OF_PRACTICES = sa.text("""
    UPDATE leave_request SET director_at = placement.employer
    FROM placement, organisation
    WHERE placement.placement_id = leave_request.placement_id
    AND organisation.code = leave_request.trust AND organisation.kind = 'gp_practice'
""")


def upgrade() -> None:
    op.add_column("leave_request", sa.Column("director_at", sa.Text))
    op.execute(OF_PRACTICES)


def downgrade() -> None:
    op.drop_column("leave_request", "director_at")
