"""A person's mails go in order, and what failed at an old address is found when a new one comes."""

import sqlalchemy as sa
from alembic import op

revision = "notifications_0004"
down_revision = "notifications_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "mail_due_of_person", "mail", ["person_id", "created_at"], postgresql_where=sa.text("state = 'due'")
    )
    op.create_index("decision_failed", "decision", ["person_id"], postgresql_where=sa.text("decision = 'failed'"))
    op.execute(
        """UPDATE rule SET value = value || '{"in_order_minutes": 15.0}' WHERE name = 'notifications.mail_patience'"""
    )


def downgrade() -> None:
    op.execute("UPDATE rule SET value = value - 'in_order_minutes' WHERE name = 'notifications.mail_patience'")
    op.drop_index("decision_failed", "decision")
    op.drop_index("mail_due_of_person", "mail")
