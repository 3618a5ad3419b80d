"""The grade of a placement, and which band it belongs to."""

from datetime import date

import sqlalchemy as sa
from alembic import op

from chassis.tables import rule

revision = "reporting_0008"
down_revision = "reporting_0007"
branch_labels = None
depends_on = None

BANDS = {
    "foundation": ["F1", "F2", "FY1", "FY2", "Foundation Year 1", "Foundation Year 2"],
    "core": [f"{name}{year}" for name in ("CT", "Core Training Year ") for year in (1, 2, 3)],
    "specialty": [f"{name}{year}" for name in ("ST", "Specialty Training Year ") for year in range(1, 9)],
    "gp": ["GPST1", "GPST2", "GPST3", "GP Specialty Training", "GP Registrar"],
    "local": ["LED", "Locally Employed Doctor", "Trust Grade Doctor"],
}


def upgrade() -> None:
    op.add_column("placement", sa.Column("grade", sa.Text))
    row = {"name": "reporting.grade_bands", "region": "", "valid_from": date(1900, 1, 1), "value": BANDS}
    op.bulk_insert(rule, [row])


def downgrade() -> None:
    op.execute(rule.delete().where(rule.c.name == "reporting.grade_bands"))
    op.drop_column("placement", "grade")
