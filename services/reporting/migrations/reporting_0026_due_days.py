"""By when something is due, as the service says whose rule it is (R31, R32)."""

import sqlalchemy as sa
from alembic import op

revision = "reporting_0026"
down_revision = "reporting_0025"
branch_labels = None
depends_on = None

_COLUMNS = (("placement", "work_schedule_by"), ("placement", "rota_by"), ("capacity", "publish_by"))


def upgrade() -> None:
    for table, column in _COLUMNS:
        op.add_column(table, sa.Column(column, sa.Date))  # none: said before the day was


def downgrade() -> None:
    for table, column in _COLUMNS:
        op.drop_column(table, column)
