"""The share that each indicator is to reach, or not to pass; the commitment sets none, so these are ours."""

from datetime import date

from alembic import op

from chassis.tables import rule

revision = "reporting_0005"
down_revision = "reporting_0004"
branch_labels = None
depends_on = None

TARGETS = {
    "r30": 0.9,
    "o_e1": 1,
    "o_e1_co": 1,
    "t_e1": 0.8,
    "r18": 0,
    "f_e1": 0.25,  # written feedback for everyone once a year is for one in four each quarter
    "c_d3": 0.9,
    "m_e1": 0.5,
    "m_e1_nc": 0.25,
    "m_e1_hc": 0.1,
    "m_e3": 1,
}


def upgrade() -> None:
    rows = [{"region": "", "valid_from": date(1900, 1, 1), "value": value} for value in TARGETS.values()]
    names = [f"reporting.{code}_target" for code in TARGETS]
    op.bulk_insert(rule, [{"name": name, **row} for name, row in zip(names, rows, strict=True)])


def downgrade() -> None:
    op.execute(rule.delete().where(rule.c.name.in_([f"reporting.{code}_target" for code in TARGETS])))
