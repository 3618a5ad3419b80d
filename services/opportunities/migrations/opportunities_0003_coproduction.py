"""What residents suggest, drafts that wait for their co-producer, reviews, and how one comes to a place."""

from datetime import date

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "opportunities_0003"
down_revision = "opportunities_0002"
branch_labels = None
depends_on = None

FILL_IN = (
    "UPDATE opportunity SET drafted_at = published_at",
    "UPDATE opportunity SET review_due = published_at AT TIME ZONE 'Europe/London' + interval '6 months'",
    "UPDATE opportunity SET entry = kind.entry FROM kind WHERE kind.code = opportunity.kind",
)
"""What is published stands as it is, and is to be looked at again like everything else."""


def upgrade() -> None:
    _drafts()
    _suggestions()
    op.add_column("participation", sa.Column("basis", sa.String(40)))
    rules = sa.table("rule", sa.column("name"), sa.column("valid_from", sa.Date), sa.column("value", JSONB))
    op.bulk_insert(rules, [{"name": "opportunities.review_within_months", "valid_from": date(1900, 1, 1), "value": 6}])


def _drafts() -> None:
    op.add_column("opportunity", sa.Column("entry", sa.String(40)))
    op.add_column("opportunity", sa.Column("suggested_by", sa.Uuid))
    op.add_column("opportunity", sa.Column("drafted_at", sa.DateTime(timezone=True)))
    op.add_column("opportunity", sa.Column("review_due", sa.Date))
    op.add_column("opportunity", sa.Column("turned_down_because", sa.String(40)))
    for statement in FILL_IN:
        op.execute(sa.text(statement))
    op.alter_column("opportunity", "entry", nullable=False)
    op.alter_column("opportunity", "drafted_at", nullable=False)
    op.alter_column("opportunity", "published_at", nullable=True)


def _suggestions() -> None:
    op.create_table(
        "suggestion",
        sa.Column("suggestion_id", sa.Uuid, primary_key=True),
        sa.Column("trust", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("family", sa.String(40), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("words", sa.Text),
        sa.Column("suggested_by", sa.Uuid, nullable=False),
        sa.Column("suggested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("reason", sa.String(40)),
        sa.Column("answer", sa.Text),
        sa.Column("decided_by", sa.Uuid),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("suggestion_of_trust", "suggestion", ["trust", "suggested_at", "suggestion_id"])
    op.create_index("suggestion_of_doctor", "suggestion", ["suggested_by", "suggested_at", "suggestion_id"])


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM rule WHERE name = 'opportunities.review_within_months'"))
    op.drop_column("participation", "basis")
    op.drop_table("suggestion")
    op.execute(sa.text("DELETE FROM opportunity WHERE published_at IS NULL"))
    op.alter_column("opportunity", "published_at", nullable=False)
    for column in ("entry", "suggested_by", "drafted_at", "review_due", "turned_down_because"):
        op.drop_column("opportunity", column)
