"""Appeals that wait are looked at once by the job that chases: from then on each has its own moment (R19)."""

import sqlalchemy as sa
from alembic import op

revision = "leave_0013"
down_revision = "leave_0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        sa.text(
            "UPDATE leave_request SET next_rung_at = now() "
            "WHERE status = 'refused' AND jsonb_path_exists(appeals, '$[*] ? (@.outcome == null)')"
        )
    )


def downgrade() -> None:
    op.execute(sa.text("UPDATE leave_request SET next_rung_at = NULL WHERE status = 'refused'"))
