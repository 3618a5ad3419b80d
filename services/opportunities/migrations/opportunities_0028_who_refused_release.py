"""Who refused release stays known once an appeal against it is upheld: they never judge it (R17)."""

import sqlalchemy as sa
from alembic import op

revision = "opportunities_0028"
down_revision = "opportunities_0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("course_booking", sa.Column("refused_by", sa.Uuid))
    op.execute("UPDATE course_booking SET refused_by = decided_by WHERE status = 'not_released'")


def downgrade() -> None:
    op.drop_column("course_booking", "refused_by")
