"""By when steps of leave were due, as their owner says; and rules as they are at a trust."""

from datetime import date

import sqlalchemy as sa
from alembic import op

from chassis.tables import rule

revision = "reporting_0027"
down_revision = "reporting_0026"
branch_labels = None
depends_on = None

DECIDE = "reporting.t_e1_decide_days"

_IN_FORCE = """
    CREATE OR REPLACE FUNCTION pg_temp.in_force(named text) RETURNS int LANGUAGE sql STABLE AS $$
        SELECT CAST(value AS int) FROM rule WHERE name = named AND region = '' AND valid_from <= CURRENT_DATE
        ORDER BY valid_from DESC LIMIT 1
    $$"""
# What was counted before keeps the deadline by which it was.
_STEPS_DUE = "UPDATE leave_step SET due_on = reached_on + pg_temp.in_force('reporting.t_e1_decide_days')"
_STEPS_REACHED = "UPDATE leave_step SET reached_on = due_on - pg_temp.in_force('reporting.t_e1_decide_days')"
# A rule as questions bind it: by the trusts that may have another value, and everybody's under no code.
_AT_TRUST = """
    CREATE FUNCTION at_trust(ruled jsonb, trust text) RETURNS int LANGUAGE sql IMMUTABLE AS $$
        SELECT CAST(coalesce(ruled ->> trust, ruled ->> '') AS int)
    $$"""


def upgrade() -> None:
    op.execute(sa.text(_AT_TRUST))
    op.execute(sa.text(_IN_FORCE))
    op.add_column("leave_step", sa.Column("due_on", sa.Date))
    op.execute(sa.text(_STEPS_DUE))
    op.alter_column("leave_step", "due_on", nullable=False)
    op.drop_column("leave_step", "reached_on")
    op.execute(rule.delete().where(rule.c.name == DECIDE))


def downgrade() -> None:
    op.execute(sa.text(_IN_FORCE))
    op.bulk_insert(rule, [{"name": DECIDE, "valid_from": date(1900, 1, 1), "value": 7}])
    op.add_column("leave_step", sa.Column("reached_on", sa.Date))
    op.execute(sa.text(_STEPS_REACHED))
    op.alter_column("leave_step", "reached_on", nullable=False)
    op.drop_column("leave_step", "due_on")
    op.execute(sa.text("DROP FUNCTION at_trust"))
