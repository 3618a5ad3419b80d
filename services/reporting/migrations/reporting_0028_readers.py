"""Who is there to read what is reported of lost time (T-D2): whoever employs, and appointments to other roles too."""

from datetime import date

import sqlalchemy as sa
from alembic import op

from chassis.tables import rule

revision = "reporting_0028"
down_revision = "reporting_0027"
branch_labels = None
depends_on = None

TARGETS = {"reporting.t_d2_lv_target": 1}


def upgrade() -> None:
    op.rename_table("champion", "appointment")
    op.add_column("appointment", sa.Column("role", sa.Text, nullable=False, server_default="champion"))
    op.alter_column("appointment", "role", server_default=None)  # whoever else is appointed says what they are
    op.add_column("placement", sa.Column("employer", sa.Text))  # none: said before it was kept
    always = date(1900, 1, 1)
    rows = [{"name": name, "region": "", "valid_from": always, "value": value} for name, value in TARGETS.items()]
    op.bulk_insert(rule, rows)


def downgrade() -> None:
    op.execute(rule.delete().where(rule.c.name.in_(TARGETS)))
    op.drop_column("placement", "employer")
    op.execute(sa.text("DELETE FROM appointment WHERE role <> 'champion'"))
    op.drop_column("appointment", "role")
    op.rename_table("appointment", "champion")
