"""The residents' forum of the contract is recorded beside the leadership forum (R72)."""

import sqlalchemy as sa
from alembic import op

revision = "opportunities_0017"
down_revision = "opportunities_0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("forum", sa.Column("kind", sa.String(40), nullable=False, server_default="leadership"))
    op.drop_constraint("forum_of_trust", "forum")
    op.create_unique_constraint("forum_of_trust", "forum", ["trust", "kind"])


def downgrade() -> None:
    forum = sa.table("forum", sa.column("forum_id"), sa.column("kind"))
    of_contract = sa.select(forum.c.forum_id).where(forum.c.kind == "residents")
    for name in ("forum_action", "forum_meeting", "forum"):
        table = sa.table(name, sa.column("forum_id"))
        op.execute(table.delete().where(table.c.forum_id.in_(of_contract)))
    op.drop_constraint("forum_of_trust", "forum")
    op.create_unique_constraint("forum_of_trust", "forum", ["trust"])
    op.drop_column("forum", "kind")
