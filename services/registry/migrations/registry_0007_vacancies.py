"""Vacancies of roles that a trust must have filled, and which successions were said to be due."""

from datetime import date

import sqlalchemy as sa
from alembic import op

from chassis.tables import rule

revision = "registry_0007"
down_revision = "registry_0006"
branch_labels = None
depends_on = None

_RULES = {"registry.vacancy_trust_days": 0, "registry.vacancy_region_days": 28, "registry.succession_days": 56}


def upgrade() -> None:
    op.create_table(
        "vacancy",
        sa.Column("vacancy_id", sa.Uuid, primary_key=True),
        sa.Column("trust", sa.Text, nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("trust_told", sa.Boolean, nullable=False),
        sa.Column("region_told", sa.Boolean, nullable=False),
        sa.Column("filled_on", sa.Date),
    )
    op.create_index(
        "vacancy_open", "vacancy", ["trust", "role"], unique=True, postgresql_where=sa.text("filled_on IS NULL")
    )
    op.create_table(
        "succession",
        sa.Column("appointment_id", sa.Uuid, primary_key=True),
        sa.Column("leaves_on", sa.Date, primary_key=True),
    )
    rules = [{"name": name, "valid_from": date(1900, 1, 1), "value": value} for name, value in _RULES.items()]
    op.bulk_insert(rule, rules)


def downgrade() -> None:
    op.execute(sa.delete(rule).where(rule.c.name.in_(_RULES)))
    op.drop_table("succession")
    op.drop_table("vacancy")
