"""A placement that moves to another trust has its packs there as well; who works where, and whose drafts, are found."""

from alembic import op

revision = "opportunities_0012"
down_revision = "opportunities_0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_constraint("pack_once", "pack")
    op.create_unique_constraint("pack_once", "pack", ["placement_id", "trust", "occasion"])
    op.create_index("placement_host", "placement", ["host", "start"])
    op.create_index("ix_opportunity_co_producer_id", "opportunity", ["co_producer_id"])


def downgrade() -> None:
    op.drop_index("ix_opportunity_co_producer_id", "opportunity")
    op.drop_index("placement_host", "placement")
    op.drop_constraint("pack_once", "pack")
    op.create_unique_constraint("pack_once", "pack", ["placement_id", "occasion"])
