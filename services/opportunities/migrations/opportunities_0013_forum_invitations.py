"""A meeting of a forum keeps whom it invited, and how far ahead it may be called is a rule (O-E3)."""

from datetime import date

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

revision = "opportunities_0013"
down_revision = "opportunities_0012"
branch_labels = None
depends_on = None

AHEAD = "opportunities.forum_days_ahead"

# Of meetings called before: who works there on its day, as it is known now.
_INVITED = """
    UPDATE forum_meeting SET invited = ARRAY(
        SELECT DISTINCT doctor_id FROM placement JOIN forum ON forum.trust = placement.host
        WHERE forum.forum_id = forum_meeting.forum_id AND NOT placement.cancelled
          AND (forum_meeting.starts_at AT TIME ZONE 'Europe/London')::date BETWEEN placement.start AND placement."end"
        ORDER BY doctor_id
    )
"""


def upgrade() -> None:
    op.add_column("forum_meeting", sa.Column("invited", ARRAY(sa.Uuid), nullable=False, server_default="{}"))
    op.execute(sa.text(_INVITED))
    op.alter_column("forum_meeting", "invited", server_default=None)
    rules = sa.table("rule", sa.column("name"), sa.column("valid_from", sa.Date), sa.column("value", JSONB))
    op.bulk_insert(rules, [{"name": AHEAD, "valid_from": date(1900, 1, 1), "value": 365}])


def downgrade() -> None:
    rules = sa.table("rule", sa.column("name"))
    op.execute(rules.delete().where(rules.c.name == AHEAD))
    op.drop_column("forum_meeting", "invited")
