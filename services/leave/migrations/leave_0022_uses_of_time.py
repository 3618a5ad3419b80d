"""What self-development time may be used for, as a rule that a region may set otherwise (R39)."""

from datetime import date

from alembic import op

from chassis.tables import rule

revision = "leave_0022"
down_revision = "leave_0021"
branch_labels = None
depends_on = None

NAME = "sdt.uses"
USES = [
    "Meetings with supervisors",
    "Portfolio and reflection",
    "Quality improvement",
    "Preparing or giving teaching",
    "Clinics for learning",
    "Management and leadership meetings",
    "Study for exams",
    "Shadowing and finding out about careers",
]
"""Not for annual leave, locum shifts, induction, statutory training, taught sessions or routine work."""


def upgrade() -> None:
    op.bulk_insert(rule, [{"name": NAME, "valid_from": date(1900, 1, 1), "value": USES}])


def downgrade() -> None:
    op.execute(rule.delete().where(rule.c.name == NAME))
