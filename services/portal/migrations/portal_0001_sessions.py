"""Sessions, sign-ins on their way, the mark of a production database, and the default limits."""

from datetime import date

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "portal_0001"
down_revision = None
branch_labels = ("portal",)
depends_on = "chassis_0001"

LIMITS = {
    "portal.session_idle_minutes": 30,
    "portal.session_hours": 12,
    "portal.sign_in_minutes": 10,
    "portal.grants_minutes": 5,
}


def upgrade() -> None:
    op.create_table(
        "session",
        sa.Column("fingerprint", sa.LargeBinary, primary_key=True),
        sa.Column("person_id", sa.Uuid, nullable=False, index=True),
        sa.Column("issuer", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("grants", JSONB, nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False, index=True),
    )
    op.create_table(
        "sign_in",
        sa.Column("fingerprint", sa.LargeBinary, primary_key=True),
        sa.Column("nonce", sa.Text, nullable=False),
        sa.Column("verifier", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False, index=True),
    )
    op.create_table(
        "mark",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    rules = sa.table("rule", sa.column("name"), sa.column("valid_from", sa.Date), sa.column("value", JSONB))
    op.bulk_insert(rules, [{"name": n, "valid_from": date(1900, 1, 1), "value": v} for n, v in LIMITS.items()])


def downgrade() -> None:
    op.drop_table("mark")
    op.drop_table("sign_in")
    op.drop_table("session")
    op.execute(sa.text("DELETE FROM rule WHERE name LIKE 'portal.%'"))
