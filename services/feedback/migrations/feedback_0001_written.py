"""Written feedback, the placements it rests on, and the default rule."""

from datetime import date

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "feedback_0001"
down_revision = None
branch_labels = ("feedback",)
depends_on = "chassis_0001"


def upgrade() -> None:
    op.create_table(
        "placement",
        sa.Column("placement_id", sa.Uuid, primary_key=True),
        sa.Column("doctor_id", sa.Uuid, nullable=False, index=True),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("start", sa.Date, nullable=False),
        sa.Column("end", sa.Date, nullable=False),
        sa.Column("clinical_supervisor_id", sa.Uuid),
        sa.Column("educational_supervisor_id", sa.Uuid),
        sa.Column("cancelled", sa.Boolean, nullable=False),
    )
    op.create_table(
        "written_feedback",
        sa.Column("feedback_id", sa.Uuid, primary_key=True),
        sa.Column("doctor_id", sa.Uuid, nullable=False),
        sa.Column("giver_id", sa.Uuid, nullable=False),
        sa.Column("trust", sa.Text, nullable=False),
        sa.Column("activity_date", sa.Date, nullable=False),
        sa.Column("activity", sa.Text, nullable=False),
        sa.Column("did_well", sa.Text, nullable=False),
        sa.Column("do_more", sa.Text, nullable=False),
        sa.Column("next_step", sa.Text, nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("editable_until", sa.Date, nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True)),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("written_feedback_received", "written_feedback", ["doctor_id", "given_at", "feedback_id"])
    op.create_index("written_feedback_given", "written_feedback", ["giver_id", "given_at", "feedback_id"])
    rules = sa.table("rule", sa.column("name"), sa.column("valid_from", sa.Date), sa.column("value", JSONB))
    op.bulk_insert(rules, [{"name": "feedback.editable_days", "valid_from": date(1900, 1, 1), "value": 14}])


def downgrade() -> None:
    op.drop_table("written_feedback")
    op.drop_table("placement")
    op.execute(sa.text("DELETE FROM rule WHERE name LIKE 'feedback.%'"))
