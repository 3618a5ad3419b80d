"""A lead records that somebody who was offered a place did not take part."""

import sqlalchemy as sa
from alembic import op

revision = "opportunities_0020"
down_revision = "opportunities_0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("participation", sa.Column("missed_by", sa.Uuid))
    op.add_column("participation", sa.Column("missed_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    participation = sa.table("participation", sa.column("status"))
    missed = participation.update().where(participation.c.status == "no_show")
    op.execute(missed.values(status="offered"))
    for name in ("missed_at", "missed_by"):
        op.drop_column("participation", name)
