"""Commitments: what organisations have pledged, until when, and when to say that a review comes near."""

from datetime import date

import sqlalchemy as sa
from alembic import op

from chassis.tables import rule

revision = "registry_0006"
down_revision = "registry_0005"
branch_labels = None
depends_on = None

_RULES = {"registry.commitment_months": 12, "registry.commitment_lapsing_days": 56}


def upgrade() -> None:
    op.create_table(
        "commitment",
        sa.Column("commitment_id", sa.Uuid, primary_key=True),
        sa.Column("trust", sa.Text, nullable=False),
        sa.Column("text", sa.String(40), nullable=False),
        sa.Column("signatory", sa.Text, nullable=False),
        sa.Column("board_role", sa.String(40), nullable=False),
        sa.Column("champion_id", sa.Uuid, nullable=False),
        sa.Column("endorsed_on", sa.Date),
        sa.Column("signed_on", sa.Date, nullable=False),
        sa.Column("review_due", sa.Date, nullable=False),
        sa.Column("renewed_on", sa.Date),
        sa.Column("lapsing_said", sa.Date),
        sa.Column("withdrawn_on", sa.Date),
        sa.Column("reason", sa.String(40)),
        sa.Column("words", sa.Text),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index(
        "commitment_standing",
        "commitment",
        ["trust"],
        unique=True,
        postgresql_where=sa.text("withdrawn_on IS NULL"),
    )
    rules = [{"name": name, "valid_from": date(1900, 1, 1), "value": value} for name, value in _RULES.items()]
    op.bulk_insert(rule, rules)


def downgrade() -> None:
    op.execute(sa.delete(rule).where(rule.c.name.in_(_RULES)))
    op.drop_table("commitment")
