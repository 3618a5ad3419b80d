"""Doctors are told of what is published and a search that they saved finds, several in one (O-E1)."""

from datetime import date

import sqlalchemy as sa
from alembic import op

from chassis.tables import rule

revision = "opportunities_0026"
down_revision = "opportunities_0025"
branch_labels = None
depends_on = None

NAME = "opportunities.days_between_matches"


def upgrade() -> None:
    op.add_column("opportunity", sa.Column("searched_at", sa.DateTime(timezone=True)))
    # What is live by now is no news: whoever starts is sent it, and whoever looks finds it.
    op.execute("UPDATE opportunity SET searched_at = now() WHERE published_at IS NOT NULL")
    op.create_index(
        "opportunity_unsearched",
        "opportunity",
        ["published_at"],
        postgresql_where=sa.text("published_at IS NOT NULL AND searched_at IS NULL"),
    )
    op.create_table(
        "search_match",
        sa.Column("doctor_id", sa.Uuid, primary_key=True),
        sa.Column("opportunity_id", sa.Uuid, sa.ForeignKey("opportunity.opportunity_id"), primary_key=True),
        sa.Column("matched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True)),
    )
    op.create_index("search_match_untold", "search_match", ["doctor_id"], postgresql_where=sa.text("told_at IS NULL"))
    op.bulk_insert(rule, [{"name": NAME, "valid_from": date(1900, 1, 1), "value": 7}])


def downgrade() -> None:
    op.execute(rule.delete().where(rule.c.name == NAME))
    op.drop_table("search_match")
    op.drop_index("opportunity_unsearched", "opportunity")
    op.drop_column("opportunity", "searched_at")
