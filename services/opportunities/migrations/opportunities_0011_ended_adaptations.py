"""Adaptations end with taking part; what their hosts owe is found by its day."""

import sqlalchemy as sa
from alembic import op

revision = "opportunities_0011"
down_revision = "opportunities_0010"
branch_labels = None
depends_on = None

_LET_GO = """
    UPDATE adaptation SET status = 'withdrawn', needs = '' FROM participation
    WHERE participation.participation_id = adaptation.participation_id
      AND participation.status IN ('withdrawn', 'declined')
"""


def upgrade() -> None:
    op.execute(sa.text(_LET_GO))
    unanswered = sa.text("status = 'requested' AND overdue_at IS NULL")
    op.create_index("adaptation_unanswered", "adaptation", ["answer_by"], postgresql_where=unanswered)


def downgrade() -> None:
    op.drop_index("adaptation_unanswered", "adaptation")
