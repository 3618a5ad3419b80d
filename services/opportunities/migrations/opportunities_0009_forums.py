"""Leadership forums, their meetings and actions; the default rules for them (O-E3)."""

from datetime import date

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "opportunities_0009"
down_revision = "opportunities_0008"
branch_labels = None
depends_on = None

RULES = {"forum_found_within_days": 28, "forum_action_days": 90}


def upgrade() -> None:
    op.create_table(
        "forum",
        sa.Column("forum_id", sa.Uuid, primary_key=True),
        sa.Column("trust", sa.Text, nullable=False),
        sa.Column("requested_by", sa.Uuid),
        sa.Column("requested_at", sa.DateTime(timezone=True)),
        sa.Column("found_by", sa.Date),
        sa.Column("overdue_at", sa.DateTime(timezone=True)),
        sa.Column("founded_by", sa.Uuid),
        sa.Column("founded_at", sa.DateTime(timezone=True)),
        sa.Column("version", sa.Integer, nullable=False),
        sa.UniqueConstraint("trust", name="forum_of_trust"),
    )
    _meetings()
    _actions()
    rules = sa.table("rule", sa.column("name"), sa.column("valid_from", sa.Date), sa.column("value", JSONB))
    since = date(1900, 1, 1)
    rows = [{"name": f"opportunities.{name}", "valid_from": since, "value": value} for name, value in RULES.items()]
    op.bulk_insert(rules, rows)


def _meetings() -> None:
    op.create_table(
        "forum_meeting",
        sa.Column("meeting_id", sa.Uuid, primary_key=True),
        sa.Column("forum_id", sa.Uuid, sa.ForeignKey("forum.forum_id"), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("with_residents_forum", sa.Boolean, nullable=False),
        sa.Column("called_by", sa.Uuid, nullable=False),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("called_off_at", sa.DateTime(timezone=True)),
        sa.Column("met_on", sa.Date),
        sa.Column("attendance", JSONB, nullable=False),
        sa.Column("recorded_by", sa.Uuid),
    )
    op.create_index("forum_meeting_of_forum", "forum_meeting", ["forum_id", "starts_at", "meeting_id"])


def _actions() -> None:
    op.create_table(
        "forum_action",
        sa.Column("action_id", sa.Uuid, primary_key=True),
        sa.Column("meeting_id", sa.Uuid, sa.ForeignKey("forum_meeting.meeting_id"), nullable=False),
        sa.Column("forum_id", sa.Uuid, sa.ForeignKey("forum.forum_id"), nullable=False),
        sa.Column("owner_id", sa.Uuid, nullable=False),
        sa.Column("you_said", sa.Text, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("agreed_by", sa.Uuid, nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(40)),
        sa.Column("we_did", sa.Text),
        sa.Column("closed_by", sa.Uuid),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
    )
    op.create_index("forum_action_of_forum", "forum_action", ["forum_id", "agreed_at", "action_id"])


def downgrade() -> None:
    for table in ("forum_action", "forum_meeting", "forum"):
        op.drop_table(table)
    rules = sa.table("rule", sa.column("name"))
    op.execute(rules.delete().where(rules.c.name.in_([f"opportunities.{name}" for name in RULES])))
