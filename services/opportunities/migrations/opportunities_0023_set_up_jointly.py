"""The residents' forum is proposed by one and founded by another, has members, and looks at fines (R72)."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "opportunities_0023"
down_revision = "opportunities_0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("forum", sa.Column("proposed_by", sa.Uuid))
    op.add_column("forum", sa.Column("proposed_as", sa.String(40)))
    op.add_column("forum", sa.Column("proposed_at", sa.DateTime(timezone=True)))
    op.add_column("forum", sa.Column("members", JSONB))
    looked_at = sa.Column("fines_looked_at", sa.Boolean, nullable=False, server_default=sa.false())
    op.add_column("forum_meeting", looked_at)


def downgrade() -> None:
    """What waits for the other's agreement goes: before, one alone founded it."""
    op.execute(sa.text("DELETE FROM forum WHERE proposed_at IS NOT NULL AND founded_at IS NULL"))
    op.drop_column("forum_meeting", "fines_looked_at")
    for name in ("members", "proposed_at", "proposed_as", "proposed_by"):
        op.drop_column("forum", name)
