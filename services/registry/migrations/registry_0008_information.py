"""What is due before a placement: when it was received or issued, and what its doctor says."""

from datetime import date

import sqlalchemy as sa
from alembic import op

from chassis.tables import rule

revision = "registry_0008"
down_revision = "registry_0007"
branch_labels = None
depends_on = None

_RULES = {"registry.details_days": 84, "registry.work_schedule_days": 56, "registry.rota_days": 42}


def upgrade() -> None:
    op.create_table(
        "placement_information",
        sa.Column("placement_id", sa.Uuid, primary_key=True),
        sa.Column("information", sa.String(40), primary_key=True),
        sa.Column("happened_on", sa.Date),
        sa.Column("recorded_by", sa.Uuid),
        sa.Column("recorded_at", sa.DateTime(timezone=True)),
        sa.Column("not_received_at", sa.DateTime(timezone=True)),
    )
    op.create_index("placement_at_host", "placement", ["host", "start", "id"])
    rules = [{"name": name, "valid_from": date(1900, 1, 1), "value": value} for name, value in _RULES.items()]
    op.bulk_insert(rule, rules)


def downgrade() -> None:
    op.execute(sa.delete(rule).where(rule.c.name.in_(_RULES)))
    op.drop_index("placement_at_host", "placement")
    op.drop_table("placement_information")
