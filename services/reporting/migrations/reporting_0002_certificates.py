"""Participations confirmed and certificates issued, and how soon one is expected."""

from datetime import date

import sqlalchemy as sa
from alembic import op

from chassis.tables import rule

revision = "reporting_0002"
down_revision = "reporting_0001"
branch_labels = None
depends_on = None

DAYS = "reporting.c_d3_issue_days"


def upgrade() -> None:
    op.create_table(
        "participation",
        sa.Column("participation_id", sa.Uuid, primary_key=True),
        sa.Column("trust", sa.Text, nullable=False),
        sa.Column("confirmed_on", sa.Date, nullable=False, index=True),
    )
    op.create_table(
        "certificate",
        sa.Column("certificate_id", sa.Uuid, primary_key=True),
        sa.Column("participation_id", sa.Uuid, nullable=False),
        sa.Column("trust", sa.Text, nullable=False),
        sa.Column("confirmed_on", sa.Date, nullable=False, index=True),
        sa.Column("issued_on", sa.Date, nullable=False),
        sa.Column("revoked_on", sa.Date),
    )
    op.bulk_insert(rule, [{"name": DAYS, "region": "", "valid_from": date(1900, 1, 1), "value": 28}])


def downgrade() -> None:
    op.drop_table("certificate")
    op.drop_table("participation")
    op.execute(rule.delete().where(rule.c.name == DAYS))
