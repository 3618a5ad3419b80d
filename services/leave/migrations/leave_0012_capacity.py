"""How many of a department may be away on each day, said before its roster is made."""

from datetime import date

import sqlalchemy as sa
from alembic import op

from chassis.tables import rule

revision = "leave_0012"
down_revision = "leave_0011"
branch_labels = None
depends_on = None

NAME = "leave.capacity_ahead_days"


def upgrade() -> None:
    op.create_table(
        "capacity",
        sa.Column("capacity_id", sa.Uuid, primary_key=True),
        sa.Column("trust", sa.Text, nullable=False),
        sa.Column("department", sa.Text, nullable=False),
        sa.Column("first_day", sa.Date, nullable=False),
        sa.Column("last_day", sa.Date, nullable=False),
        sa.Column("doctors", sa.Integer, nullable=False),
        sa.Column("half_days_owed", sa.Integer, nullable=False),
        sa.Column("half_days_free", sa.Integer, nullable=False),
        sa.Column("first_published_on", sa.Date, nullable=False),
        sa.Column("published_by", sa.Uuid, nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("capacity_at", "capacity", ["trust", "published_at", "capacity_id"])
    op.create_table(
        "capacity_day",
        sa.Column("trust", sa.Text, primary_key=True),
        sa.Column("department", sa.Text, primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("capacity_id", sa.Uuid, nullable=False),
        sa.Column("most_away", sa.Integer, nullable=False),
    )
    op.create_index("capacity_day_of", "capacity_day", ["capacity_id"])
    op.create_index("placement_department", "placement", ["host", "specialty"])
    op.create_index("leave_request_of_placement", "leave_request", ["placement_id"])
    op.bulk_insert(rule, [{"name": NAME, "valid_from": date(1900, 1, 1), "value": 42}])


def downgrade() -> None:
    op.execute(rule.delete().where(rule.c.name == NAME))
    op.drop_index("leave_request_of_placement", "leave_request")
    op.drop_index("placement_department", "placement")
    op.drop_table("capacity_day")
    op.drop_table("capacity")
