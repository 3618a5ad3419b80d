"""What was held is told by its event too: after a failover another record may have an offset that was held before."""

from alembic import op

revision = "chassis_0004"
down_revision = "chassis_0003"
branch_labels = None
depends_on = None

NAME = "held_consumer_topic_partition_offset_key"


def upgrade() -> None:
    op.drop_constraint(NAME, "held", type_="unique")
    op.create_unique_constraint(NAME, "held", ["consumer", "topic", "partition", "offset", "event_id"])


def downgrade() -> None:
    op.drop_constraint(NAME, "held", type_="unique")
    op.create_unique_constraint(NAME, "held", ["consumer", "topic", "partition", "offset"])
