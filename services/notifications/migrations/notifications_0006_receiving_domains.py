"""How much mail each receiving domain has had."""

import sqlalchemy as sa
from alembic import op

revision = "notifications_0006"
down_revision = "notifications_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "receiving_domain",
        sa.Column("domain", sa.Text, primary_key=True),
        sa.Column("minute", sa.DateTime(timezone=True), comment="the last in which a mail was let go to it"),
        sa.Column("taken", sa.Integer, nullable=False, server_default="0", comment="how many in that minute"),
    )


def downgrade() -> None:
    op.drop_table("receiving_domain")
