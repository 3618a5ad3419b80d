"""By when steps of leave were due, as their owner says; and rules as they are at a trust."""

import sqlalchemy as sa
from alembic import op

revision = "reporting_0027"
down_revision = "reporting_0026"
branch_labels = None
depends_on = None

# A rule as questions bind it: by the trusts that may have another value, and everybody's under no code.
_AT_TRUST = """
    CREATE FUNCTION at_trust(ruled jsonb, trust text) RETURNS int LANGUAGE sql IMMUTABLE AS $$
        SELECT CAST(coalesce(ruled ->> trust, ruled ->> '') AS int)
    $$"""


def upgrade() -> None:
    op.execute(sa.text(_AT_TRUST))
    op.add_column("leave_step", sa.Column("due_on", sa.Date))  # none: said before its owner said it


def downgrade() -> None:
    op.drop_column("leave_step", "due_on")
    op.execute(sa.text("DROP FUNCTION at_trust"))
