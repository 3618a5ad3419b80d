"""Which deanery answers for a trust: its rules hold there. What was heard of organisations before is filled in by
rebuilding the projection ``organisations``."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "opportunities_0018"
down_revision = "opportunities_0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("organisation", sa.Column("region", sa.Text))
    op.add_column("organisation", sa.Column("closed_on", sa.Date))
    op.create_table(
        "deanery_trusts",
        sa.Column("deanery", sa.Text, primary_key=True),
        sa.Column("valid_from", sa.Date, primary_key=True),
        sa.Column("trusts", ARRAY(sa.Text), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("deanery_trusts")
    for name in ("closed_on", "region"):
        op.drop_column("organisation", name)
