"""Whoever refuses release for a course says what instead and what next, too (R17)."""

import sqlalchemy as sa
from alembic import op

revision = "opportunities_0022"
down_revision = "opportunities_0021"
branch_labels = None
depends_on = None

NAMES = ("alternative", "next_step")


def upgrade() -> None:
    for name in NAMES:
        op.add_column("course_booking", sa.Column(name, sa.Text))


def downgrade() -> None:
    for name in reversed(NAMES):
        op.drop_column("course_booking", name)
