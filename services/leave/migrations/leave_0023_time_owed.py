"""What was said of the self-development time that a placement is to have, whether any is scheduled or not (R38)."""

import sqlalchemy as sa
from alembic import op

revision = "leave_0023"
down_revision = "leave_0022"
branch_labels = None
depends_on = None

# Said with what was scheduled: to say it anew would give a promise kept long ago another day.
SAID = sa.text("INSERT INTO time_owed (placement_id, minutes) SELECT placement_id, required FROM self_development")


def upgrade() -> None:
    op.create_table(
        "time_owed",
        sa.Column("placement_id", sa.Uuid, primary_key=True),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("looked_on", sa.Date),
    )
    op.execute(SAID)


def downgrade() -> None:
    op.drop_table("time_owed")
