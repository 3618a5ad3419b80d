"""Who expressed an interest, and the grade of a fellow, so that these figures are told by bands of grades too."""

import sqlalchemy as sa
from alembic import op

revision = "reporting_0030"
down_revision = "reporting_0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("interest", sa.Column("doctor_id", sa.Uuid))
    op.add_column("fellowship", sa.Column("grade", sa.Text))


def downgrade() -> None:
    op.drop_column("fellowship", "grade")
    op.drop_column("interest", "doctor_id")
