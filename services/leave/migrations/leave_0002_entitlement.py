"""Entitlement: purposes and half days of requests, grades of placements, deaneries, and the policy as rules (R1-R7)."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

from chassis.tables import rule

revision = "leave_0002"
down_revision = "leave_0001"
branch_labels = None
depends_on = None

RULES: dict[str, Any] = {
    "leave.year_month": 8,
    "leave.study_days": {"f1": 15, "f2": 30, "gp": 30, "other": 30, "local": None},
    # Of an F1's days all go to teaching, of an F2's half (R5); of a GP registrar's thirty half-day releases (R6).
    "leave.reserved_days": {"f1": 15, "f2": 15, "gp": 15, "other": 0, "local": 0},
    "leave.professional_days": None,
    "leave.borrowed_days": 5,
    "leave.taster_days": 5,
    "leave.private_study_days": 5,
    "leave.earning_types": ["in_post", "parental_leave", "sick_leave"],
    "leave.stages": {
        "f1": ["F1", "FY1", "Foundation Year 1"],
        "f2": ["F2", "FY2", "Foundation Year 2"],
        "gp": ["GPST1", "GPST2", "GPST3", "GP Specialty Training", "GP Registrar"],
        "local": ["LED", "Locally Employed Doctor", "Trust Grade Doctor"],
    },
}

# The days of what was asked for before: its weekdays, or all where it had none.
_DAYS = """
    UPDATE leave_request SET days = coalesce(nullif((
        SELECT count(*) FROM generate_series(first_day, last_day, interval '1 day') AS day
        WHERE extract(isodow FROM day) < 6
    ), 0), last_day - first_day + 1)
"""


def upgrade() -> None:
    op.add_column("placement", sa.Column("grade", sa.Text))
    op.create_table(
        "organisation",
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("region", sa.Text),
        sa.Column("closed_on", sa.Date),
    )
    op.create_table(
        "deanery_trusts",
        sa.Column("deanery", sa.Text, primary_key=True),
        sa.Column("valid_from", sa.Date, primary_key=True),
        sa.Column("trusts", ARRAY(sa.Text), nullable=False),
    )
    for column in (
        sa.Column("purpose", sa.String(40), nullable=False, server_default="discretionary"),
        sa.Column("from_midday", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("until_midday", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("days", sa.Numeric(5, 1), nullable=False, server_default="1"),
        sa.Column("additional_days", sa.Numeric(5, 1), nullable=False, server_default="0"),
        sa.Column("exam_on", sa.Date),
    ):
        op.add_column("leave_request", column)
    op.execute(sa.text(_DAYS))
    op.execute(sa.text("UPDATE leave_request SET purpose = 'professional_duty' WHERE type = 'professional'"))
    always = date(1900, 1, 1)
    op.bulk_insert(rule, [{"name": name, "valid_from": always, "value": value} for name, value in RULES.items()])


def downgrade() -> None:
    for column in ("exam_on", "additional_days", "days", "until_midday", "from_midday", "purpose"):
        op.drop_column("leave_request", column)
    for table in ("deanery_trusts", "organisation"):
        op.drop_table(table)
    op.drop_column("placement", "grade")
    op.execute(rule.delete().where(rule.c.name.in_(list(RULES))))
