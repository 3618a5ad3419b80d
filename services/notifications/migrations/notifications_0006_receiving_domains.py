"""How much mail each receiving domain was sent, and whether it asked to come back."""

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
        sa.Column("minute", sa.DateTime(timezone=True), comment="the last in which a mail was given a turn"),
        sa.Column("taken", sa.Integer, nullable=False, server_default="0", comment="turns given in that minute"),
        sa.Column(
            "refusals",
            sa.Integer,
            nullable=False,
            server_default="0",
            comment="mails refused for now since one was taken",
        ),
        sa.Column("closed_until", sa.DateTime(timezone=True)),
    )
    op.add_column(
        "mail",
        sa.Column("turn", sa.DateTime(timezone=True), comment="the minute in which its receiving domain is to have it"),
    )


def downgrade() -> None:
    op.drop_column("mail", "turn")
    op.drop_table("receiving_domain")
