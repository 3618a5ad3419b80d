"""Steps, requests and leave years: what T-E1 and T-D1 count beside decisions."""

from datetime import date

import sqlalchemy as sa
from alembic import op

from chassis.tables import rule

revision = "reporting_0014"
down_revision = "reporting_0013"
branch_labels = None
depends_on = None

RULES = {
    "reporting.t_e1_decide_days": 7,
    "reporting.t_e1_7d_target": 0.9,
    "reporting.t_e1_nr_target": 0,
    "reporting.t_e1_al_target": 0.25,
    "reporting.t_d1_target": 0.8,
}


def upgrade() -> None:
    op.add_column(
        "leave_decision", sa.Column("alternative_taken", sa.Boolean, nullable=False, server_default=sa.false())
    )
    op.create_table(
        "leave_step",
        sa.Column("event_id", sa.Uuid, primary_key=True),
        sa.Column("trust", sa.Text, nullable=False),
        sa.Column("reached_on", sa.Date, nullable=False),
        sa.Column("decided_on", sa.Date, nullable=False),
        sa.Column("leadership", sa.Boolean, nullable=False),
    )
    op.create_table(
        "leave_asked",
        sa.Column("leave_id", sa.Uuid, primary_key=True),
        sa.Column("trust", sa.Text, nullable=False),
        sa.Column("submitted_on", sa.Date, nullable=False),
        sa.Column("leadership", sa.Boolean, nullable=False),
        sa.Column("no_response", sa.Boolean, nullable=False),
    )
    op.create_table(
        "leave_year",
        sa.Column("doctor_id", sa.Uuid, primary_key=True),
        sa.Column("last_day", sa.Date, primary_key=True),
        sa.Column("trust", sa.Text, nullable=False),
        sa.Column("half_days", sa.Integer, nullable=False),
        sa.Column("half_days_taken", sa.Integer, nullable=False),
    )
    always = date(1900, 1, 1)
    op.bulk_insert(rule, [{"name": name, "valid_from": always, "value": value} for name, value in RULES.items()])


def downgrade() -> None:
    for table in ("leave_year", "leave_asked", "leave_step"):
        op.drop_table(table)
    op.drop_column("leave_decision", "alternative_taken")
    op.execute(rule.delete().where(rule.c.name.in_(list(RULES))))
