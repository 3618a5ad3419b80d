"""Pushes: the devices that want them, one row for each push to one of them, and a decision for what came before."""

from datetime import date

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "notifications_0005"
down_revision = "notifications_0004"
branch_labels = None
depends_on = None

RULES = {
    "notifications.push_devices": 10,
    "notifications.push_patience": {
        "first_seconds": 1.0,
        "longest_seconds": 300.0,
        "give_up_hours": 24.0,
        "resends": 3,
    },
    "notifications.push_hours_to_live": 72,
}


def _when(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "push_subscription",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("endpoint", sa.Text, unique=True, comment="only while it lasts, as are the keys"),
        sa.Column("p256dh", sa.LargeBinary),
        sa.Column("auth", sa.LargeBinary),
        sa.Column("service", sa.Text, nullable=False, comment="the push service's host"),
        sa.Column("server_key", sa.Text, nullable=False, comment="the public key of ours that the browser was given"),
        _when("created_at"),
        _when("last_success_at", nullable=True),
        _when("ended_at", nullable=True),
        sa.Column("ended_because", sa.Text, comment="removed, replaced, gone or key_changed"),
    )
    op.create_index(
        "push_subscription_of_person",
        "push_subscription",
        ["person_id"],
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "push",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("event_id", sa.Uuid, nullable=False),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("subscription_id", sa.Uuid, nullable=False),
        sa.Column("import_id", sa.Uuid, comment="the import that caused it, which an operator may halt"),
        sa.Column("state", sa.Text, nullable=False),
        _when("created_at"),
        sa.Column(
            "next_at", sa.DateTime(timezone=True), nullable=False, comment="when it may next be taken; a lease's end"
        ),
        sa.Column("lease", sa.Uuid),
        sa.Column("begun_at", sa.DateTime(timezone=True), comment="the attempt under this lease"),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("unsure", sa.Integer, nullable=False, server_default="0", comment="attempts of unknown fate"),
        sa.Column("reply", sa.Integer, comment="the push service's last status"),
        _when("ended_at", nullable=True),
    )
    op.create_index("push_to_device", "push", ["event_id", "person_id", "subscription_id"], unique=True)
    op.create_index("push_due", "push", ["next_at"], postgresql_where=sa.text("state = 'due'"))
    _decide_on_what_came_before()
    _seed_rules()


def _decide_on_what_came_before() -> None:
    """Nobody had a device then; whoever waits to be known waits here as well."""
    op.execute(
        """
        INSERT INTO decision (event_id, person_id, channel, category, decision, reason, at)
        SELECT event_id, person_id, 'push', category,
            CASE WHEN decision = 'sent' THEN 'withheld' ELSE decision END,
            CASE WHEN decision = 'sent' THEN 'no_subscription' ELSE reason END, at
        FROM decision WHERE channel = 'inbox'
        """
    )


def _seed_rules() -> None:
    rule = sa.table("rule", sa.column("name", sa.Text), sa.column("valid_from", sa.Date), sa.column("value", JSONB))
    always = date(1900, 1, 1)
    op.bulk_insert(rule, [{"name": name, "valid_from": always, "value": value} for name, value in RULES.items()])


def downgrade() -> None:
    op.execute("DELETE FROM rule WHERE name LIKE 'notifications.push_%'")
    op.execute("DELETE FROM decision WHERE channel = 'push'")
    op.drop_table("push")
    op.drop_table("push_subscription")
