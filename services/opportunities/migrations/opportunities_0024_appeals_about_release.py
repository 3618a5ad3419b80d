"""Who is not released for a course may ask the director to look at it, once (R17)."""

import sqlalchemy as sa
from alembic import op

revision = "opportunities_0024"
down_revision = "opportunities_0023"
branch_labels = None
depends_on = None

COLUMNS = (
    ("appeal", sa.Text),
    ("appealed_at", sa.DateTime(timezone=True)),
    ("appeal_outcome", sa.String(40)),
    ("appeal_answer", sa.Text),
    ("appeal_answered_by", sa.Uuid),
    ("appeal_answered_at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    for name, kind in COLUMNS:
        op.add_column("course_booking", sa.Column(name, kind))


def downgrade() -> None:
    for name, _ in reversed(COLUMNS):
        op.drop_column("course_booking", name)
