"""Who stands in for leave at practices that 0016 did not find: what it goes by was heard later (R10)."""

import sqlalchemy as sa
from alembic import op

revision = "leave_0020"
down_revision = "leave_0019"
branch_labels = None
depends_on = None

LEFT_OUT = sa.text("""
    UPDATE leave_request SET director_at = placement.employer
    FROM placement, organisation
    WHERE placement.placement_id = leave_request.placement_id
    AND organisation.code = leave_request.trust AND organisation.kind = 'gp_practice'
    AND placement.employer IS NOT NULL AND leave_request.director_at IS DISTINCT FROM placement.employer
""")


def upgrade() -> None:
    op.execute(LEFT_OUT)


def downgrade() -> None:
    """Nothing: who stands in does so by the rule of 0016."""
