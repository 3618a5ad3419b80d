"""Programmes' public catalogues, what stands on a trust's page, and what organisations are called."""

from datetime import date

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "opportunities_0007"
down_revision = "opportunities_0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("opportunity", sa.Column("contact", sa.Text))
    op.add_column("opportunity", sa.Column("route", sa.Text))
    op.create_table(
        "organisation",
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
    )
    op.create_table(
        "public_catalogue",
        sa.Column("catalogue_id", sa.Uuid, primary_key=True),
        sa.Column("programme", sa.Text, nullable=False),
        sa.Column("trusts", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("preferences_open_on", sa.Date, nullable=False),
        sa.Column("release_by", sa.Date, nullable=False),
        sa.Column("planned_by", sa.Uuid, nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released_by", sa.Uuid),
        sa.Column("released_at", sa.DateTime(timezone=True)),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("public_catalogue_of_programme", "public_catalogue", ["programme", "released_at"])
    rules = sa.table("rule", sa.column("name"), sa.column("valid_from", sa.Date), sa.column("value", JSONB))
    ahead = {"name": "opportunities.release_weeks_ahead", "valid_from": date(1900, 1, 1), "value": 8}
    op.bulk_insert(rules, [ahead])


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM rule WHERE name = 'opportunities.release_weeks_ahead'"))
    op.drop_table("public_catalogue")
    op.drop_table("organisation")
    op.drop_column("opportunity", "route")
    op.drop_column("opportunity", "contact")
