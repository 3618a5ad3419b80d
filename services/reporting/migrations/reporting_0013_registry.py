"""Who has signed and until when, since when which role is vacant where, what was issued before placements."""

from datetime import date

import sqlalchemy as sa
from alembic import op

from chassis.tables import rule

revision = "reporting_0013"
down_revision = "reporting_0012"
branch_labels = None
depends_on = None

_RULES = {
    "reporting.r31_schedule_days": 56,
    "reporting.r32_rota_days": 42,
    "reporting.signed_target": 1,
    "reporting.m_e3_dv_target": 0,
    "reporting.r31_target": 0.9,
    "reporting.r31_l_target": 0.1,
    "reporting.r32_target": 0.9,
    "reporting.r32_l_target": 0.1,
}


def upgrade() -> None:
    op.create_table(
        "commitment",
        sa.Column("commitment_id", sa.Uuid, primary_key=True),
        sa.Column("trust", sa.Text, nullable=False),
        sa.Column("signed_on", sa.Date, nullable=False),
        sa.Column("review_due", sa.Date, nullable=False),
        sa.Column("withdrawn_on", sa.Date),
    )
    op.create_table(
        "vacancy",
        sa.Column("vacancy_id", sa.Uuid, primary_key=True),
        sa.Column("trust", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("since", sa.Date, nullable=False),
    )
    op.create_table(
        "placement_information",
        sa.Column("placement_id", sa.Uuid, primary_key=True),
        sa.Column("information", sa.Text, primary_key=True),
        sa.Column("happened_on", sa.Date),
        sa.Column("not_received", sa.Boolean, nullable=False),
    )
    rules = [{"name": name, "region": "", "valid_from": date(1900, 1, 1), "value": v} for name, v in _RULES.items()]
    op.bulk_insert(rule, rules)


def downgrade() -> None:
    op.execute(rule.delete().where(rule.c.name.in_(_RULES)))
    op.drop_table("placement_information")
    op.drop_table("vacancy")
    op.drop_table("commitment")
