"""Hours of self-development time by stage, so that a region can set those of every grade (R38)."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

from chassis.tables import rule

revision = "leave_0018"
down_revision = "leave_0017"
branch_labels = None
depends_on = None

STAGES = "sdt.stages"
_CORE = [f"{name}{year}" for name in ("CT", "IMT", "Core Training Year ") for year in (1, 2, 3)]
_YEARS = ("ST", "Specialty Training Year ")
VALUE: dict[str, Any] = {
    "f1": ["F1", "FY1", "Foundation Year 1"],
    "f2": ["F2", "FY2", "Foundation Year 2"],
    "core": [*_CORE, *(f"{name}{year}" for name in _YEARS for year in (1, 2))],
    "higher": [f"{name}{year}" for name in _YEARS for year in range(3, 9)],
    "gp": ["GPST1", "GPST2", "GPST3", "GP Specialty Training", "GP Registrar"],
}

# What was set was by spelling, of foundation years alone.
_BY_STAGE = """
    UPDATE rule SET value = jsonb_build_object('f1', coalesce(value->'F1', '0'), 'f2', coalesce(value->'F2', '0'),
                                               'core', 0, 'higher', 0, 'gp', 0, 'other', 0)
    WHERE name = 'sdt.hours_per_week'
"""
_BY_SPELLING = """
    UPDATE rule SET value = jsonb_build_object(
        'F1', value->'f1', 'FY1', value->'f1', 'Foundation Year 1', value->'f1',
        'F2', value->'f2', 'FY2', value->'f2', 'Foundation Year 2', value->'f2')
    WHERE name = 'sdt.hours_per_week'
"""


def upgrade() -> None:
    op.execute(sa.text(_BY_STAGE))
    op.bulk_insert(rule, [{"name": STAGES, "valid_from": date(1900, 1, 1), "value": VALUE}])


def downgrade() -> None:
    op.execute(rule.delete().where(rule.c.name == STAGES))
    op.execute(sa.text(_BY_SPELLING))
