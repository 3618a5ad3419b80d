"""How many events stand behind a figure, and the last of them; counted from here on."""

import sqlalchemy as sa
from alembic import op

revision = "reporting_0006"
down_revision = "reporting_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("touched", sa.Column("evidence", sa.Integer, nullable=False, server_default="0"))
    op.add_column("touched", sa.Column("last_evidence", sa.Uuid))
    op.add_column("touched", sa.Column("evidence_at", sa.DateTime(timezone=True)))
    op.create_table(
        "evidence",
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("trust", sa.Text, primary_key=True),
        sa.Column("quarter", sa.Date, primary_key=True),
        sa.Column("events", sa.BigInteger, nullable=False),
        sa.Column("last_event", sa.Uuid, nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("evidence")
    for name in ("evidence_at", "last_evidence", "evidence"):
        op.drop_column("touched", name)
