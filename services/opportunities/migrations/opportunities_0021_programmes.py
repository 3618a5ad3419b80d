"""Whose programme a placement is: its director drafts where its doctors are. What was heard of placements before is
filled in by rebuilding the projection ``placements``."""

import sqlalchemy as sa
from alembic import op

revision = "opportunities_0021"
down_revision = "opportunities_0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("placement", sa.Column("programme", sa.Text))
    op.create_index("placement_programme", "placement", ["programme", "host"])


def downgrade() -> None:
    op.drop_index("placement_programme", "placement")
    op.drop_column("placement", "programme")
