"""Who asked for an import keeps the roles they asked with; cells of rejected rows are kept for a time only."""

from datetime import date

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from chassis.tables import rule

revision = "registry_0002"
down_revision = "registry_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "import", sa.Column("asked_as", postgresql.JSONB(), server_default=sa.text("'[]'::jsonb"), nullable=False)
    )
    op.alter_column("rejected_row", "cells", nullable=True)
    op.create_index("rejected_row_kept", "rejected_row", ["import_id"], postgresql_where=sa.text("cells IS NOT NULL"))
    op.bulk_insert(rule, [{"name": "registry.rejected_days", "valid_from": date(1900, 1, 1), "value": 90}])


def downgrade() -> None:
    op.execute(sa.delete(rule).where(rule.c.name == "registry.rejected_days"))
    op.drop_index("rejected_row_kept", "rejected_row")
    op.execute(sa.text("DELETE FROM rejected_row WHERE cells IS NULL"))
    op.alter_column("rejected_row", "cells", nullable=False)
    op.drop_column("import", "asked_as")
