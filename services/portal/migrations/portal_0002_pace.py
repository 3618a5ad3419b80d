"""How often one reader may check certificates."""

from datetime import date

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "portal_0002"
down_revision = "portal_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    rules = sa.table("rule", sa.column("name"), sa.column("valid_from", sa.Date), sa.column("value", JSONB))
    pace = {"name": "portal.verifications_per_minute", "valid_from": date(1900, 1, 1), "value": 60}
    op.bulk_insert(rules, [pace])


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM rule WHERE name = 'portal.verifications_per_minute'"))
