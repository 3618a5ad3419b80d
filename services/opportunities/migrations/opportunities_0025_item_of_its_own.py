"""Whether a shared meeting is the forum's only with an agenda item of its own, as a rule (R73)."""

from datetime import date

from alembic import op

from chassis.tables import rule

revision = "opportunities_0025"
down_revision = "opportunities_0024"
branch_labels = None
depends_on = None

NAME = "opportunities.forum_item_of_its_own"


def upgrade() -> None:
    op.bulk_insert(rule, [{"name": NAME, "valid_from": date(1900, 1, 1), "value": True}])


def downgrade() -> None:
    op.execute(rule.delete().where(rule.c.name == NAME))
