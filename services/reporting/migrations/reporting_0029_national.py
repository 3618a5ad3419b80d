"""What was published of the same for the whole country, beside which a region's own shares stand (R33)."""

from datetime import date

from alembic import op

from chassis.tables import rule

revision = "reporting_0029"
down_revision = "reporting_0028"
branch_labels = None
depends_on = None

NAME = "reporting.national_percent"
JANUARY_2026 = {
    "of": {"R30": 92, "R31": 82, "R32": 76},
    "as_of": "January 2026",
    "source": "NHS England, update on progress on the resident doctor 10 Point Plan, 23 January 2026",
}


def upgrade() -> None:
    op.bulk_insert(rule, [{"name": NAME, "region": "", "valid_from": date(1900, 1, 1), "value": JANUARY_2026}])


def downgrade() -> None:
    op.execute(rule.delete().where(rule.c.name == NAME))
