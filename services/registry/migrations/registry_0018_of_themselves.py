"""What people say of themselves: which of their addresses mail goes to, and what they need to do their work."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "registry_0018"
down_revision = "registry_0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("person", sa.Column("addresses", ARRAY(sa.Text), nullable=False, server_default="{}"))
    op.execute("UPDATE person SET addresses = ARRAY[lower(email)] WHERE email IS NOT NULL")
    op.alter_column("person", "addresses", server_default=None)
    op.add_column("person", sa.Column("wished", sa.Text))
    op.create_table(
        "adjustment",
        sa.Column("person_id", sa.Uuid, primary_key=True),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("readers", ARRAY(sa.Uuid), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("adjustment")
    op.drop_column("person", "wished")
    op.drop_column("person", "addresses")
