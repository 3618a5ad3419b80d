"""What doctors need to take part, and by when their host answers."""

from datetime import date

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "opportunities_0006"
down_revision = "opportunities_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "adaptation",
        sa.Column("adaptation_id", sa.Uuid, primary_key=True),
        sa.Column(
            "participation_id", sa.Uuid, sa.ForeignKey("participation.participation_id"), nullable=False, unique=True
        ),
        sa.Column("doctor_id", sa.Uuid, nullable=False, index=True),
        sa.Column("trust", sa.Text, nullable=False),
        sa.Column("host_id", sa.Uuid, nullable=False, index=True),
        sa.Column("needs", sa.Text, nullable=False),
        sa.Column("answer_by", sa.Date, nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("reason", sa.String(40)),
        sa.Column("words", sa.Text),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.Column("overdue_at", sa.DateTime(timezone=True)),
        sa.Column("version", sa.Integer, nullable=False),
    )
    rules = sa.table("rule", sa.column("name"), sa.column("valid_from", sa.Date), sa.column("value", JSONB))
    within = {"name": "opportunities.adapt_within_working_days", "valid_from": date(1900, 1, 1), "value": 10}
    op.bulk_insert(rules, [within])


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM rule WHERE name = 'opportunities.adapt_within_working_days'"))
    op.drop_table("adaptation")
