"""The register of fellows, and what a chief registrar's record must say (O-D3, R78)."""

from datetime import date

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "opportunities_0010"
down_revision = "opportunities_0009"
branch_labels = None
depends_on = None

STANDARD = "opportunities.chief_registrar"
_YEARS = range(4, 9)
VALUE = {
    "grades": [f"ST{year}" for year in _YEARS] + [f"Specialty Training Year {year}" for year in _YEARS],
    "least_months": 12,
    "least_percent": 40,
    "most_percent": 50,
    "notice_months": 3,
}


def upgrade() -> None:
    op.create_table(
        "fellowship",
        sa.Column("fellowship_id", sa.Uuid, primary_key=True),
        sa.Column("doctor_id", sa.Uuid, nullable=False),
        sa.Column("trust", sa.Text, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("grade", sa.Text, nullable=False),
        sa.Column("grade_equivalent", sa.Boolean, nullable=False),
        sa.Column("protected_percent", sa.Integer, nullable=False),
        sa.Column("starts_on", sa.Date, nullable=False),
        sa.Column("ends_on", sa.Date, nullable=False),
        sa.Column("out_of_programme", sa.Boolean, nullable=False),
        sa.Column("funder", sa.Text, nullable=False),
        sa.Column("appointed_by", sa.Uuid, nullable=False),
        sa.Column("appointed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reported_percent", sa.Integer),
        sa.Column("reported_at", sa.DateTime(timezone=True)),
        sa.Column("reason", sa.String(40)),
        sa.Column("ended_on", sa.Date),
        sa.Column("ended_by", sa.Uuid),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("fellowship_of_trust", "fellowship", ["trust", "starts_on", "fellowship_id"])
    once = ["doctor_id", "trust", "kind", "starts_on"]
    op.create_index("fellowship_once", "fellowship", once, unique=True, postgresql_where=sa.text("ended_on IS NULL"))
    rules = sa.table("rule", sa.column("name"), sa.column("valid_from", sa.Date), sa.column("value", JSONB))
    op.bulk_insert(rules, [{"name": STANDARD, "valid_from": date(1900, 1, 1), "value": VALUE}])


def downgrade() -> None:
    op.drop_table("fellowship")
    rules = sa.table("rule", sa.column("name"))
    op.execute(rules.delete().where(rules.c.name == STANDARD))
