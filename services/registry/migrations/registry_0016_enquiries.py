"""What employers ask doctors about a placement, to be answered within some working days (R34)."""

from datetime import date

import sqlalchemy as sa
from alembic import op

from chassis.tables import rule

revision = "registry_0016"
down_revision = "registry_0015"
branch_labels = None
depends_on = None

NAME = "registry.answer_working_days"


def upgrade() -> None:
    op.create_table(
        "enquiry",
        sa.Column("enquiry_id", sa.Uuid, primary_key=True),
        sa.Column("placement_id", sa.Uuid, nullable=False),
        sa.Column("doctor_id", sa.Uuid, nullable=False),
        sa.Column("trust", sa.Text, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("asked_by", sa.Uuid, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("answer", sa.Text),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
    )
    op.create_index("enquiry_to_doctor", "enquiry", ["doctor_id", "asked_at", "enquiry_id"])
    op.create_index("enquiry_of_trust", "enquiry", ["trust", "asked_at", "enquiry_id"])
    op.bulk_insert(rule, [{"name": NAME, "valid_from": date(1900, 1, 1), "value": 5}])


def downgrade() -> None:
    op.execute(rule.delete().where(rule.c.name == NAME))
    op.drop_table("enquiry")
