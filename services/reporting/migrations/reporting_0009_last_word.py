"""A promise is kept by a fact as its last event says it, which may be that it is kept no more."""

import sqlalchemy as sa
from alembic import op

revision = "reporting_0009"
down_revision = "reporting_0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("kept_promise", sa.Column("fact_id", sa.Uuid))
    op.execute("UPDATE kept_promise SET fact_id = event_id")
    op.drop_constraint("kept_promise_pkey", "kept_promise")
    op.create_primary_key("kept_promise_pkey", "kept_promise", ["fact_id"])
    op.alter_column("kept_promise", "kept_on", nullable=True)


def downgrade() -> None:
    op.execute("DELETE FROM kept_promise WHERE kept_on IS NULL")
    op.alter_column("kept_promise", "kept_on", nullable=False)
    op.drop_constraint("kept_promise_pkey", "kept_promise")
    op.create_primary_key("kept_promise_pkey", "kept_promise", ["event_id"])
    op.drop_column("kept_promise", "fact_id")
