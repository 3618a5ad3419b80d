"""Induction packs, what doctors saved to be shown, and which placements are in post."""

from datetime import date

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "opportunities_0004"
down_revision = "opportunities_0003"
branch_labels = None
depends_on = None

RULES = {"pack_ahead_days": 7, "pack_again_days": 21, "pack_latest_days": 14, "most_searches": 20}


def upgrade() -> None:
    # What was heard before counts as in post until the copy is rebuilt from the log.
    op.add_column("placement", sa.Column("type", sa.String(40), nullable=False, server_default="in_post"))
    op.alter_column("placement", "type", server_default=None)
    op.create_index("placement_start", "placement", ["start"])
    op.create_table(
        "pack",
        sa.Column("pack_id", sa.Uuid, primary_key=True),
        sa.Column("placement_id", sa.Uuid, nullable=False),
        sa.Column("doctor_id", sa.Uuid, nullable=False),
        sa.Column("trust", sa.Text, nullable=False),
        sa.Column("occasion", sa.String(40), nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("opportunities", sa.ARRAY(sa.Uuid), nullable=False),
        sa.Column("matches", sa.Integer, nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("placement_id", "occasion", name="pack_once"),
    )
    op.create_index("pack_of_doctor", "pack", ["doctor_id", "sent_at", "pack_id"])
    op.create_table(
        "search",
        sa.Column("search_id", sa.Uuid, primary_key=True),
        sa.Column("doctor_id", sa.Uuid, nullable=False, index=True),
        sa.Column("families", sa.ARRAY(sa.String(40)), nullable=False),
        sa.Column("kinds", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("settings", sa.ARRAY(sa.String(40)), nullable=False),
        sa.Column("chairing", sa.Boolean, nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
    )
    rules = sa.table("rule", sa.column("name"), sa.column("valid_from", sa.Date), sa.column("value", JSONB))
    since = date(1900, 1, 1)
    op.bulk_insert(
        rules, [{"name": f"opportunities.{name}", "valid_from": since, "value": value} for name, value in RULES.items()]
    )


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM rule WHERE name LIKE 'opportunities.pack%' OR name LIKE '%most_searches'"))
    op.drop_table("search")
    op.drop_table("pack")
    op.drop_index("placement_start")
    op.drop_column("placement", "type")
