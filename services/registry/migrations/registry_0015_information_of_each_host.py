"""What is received and issued before a placement belongs to its host: the next one owes its own (R31, R32)."""

import sqlalchemy as sa
from alembic import op

revision = "registry_0015"
down_revision = "registry_0014"
branch_labels = None
depends_on = None

_WHOSE = """
    UPDATE placement_information SET host = coalesce(placement.former_host, placement.host)
    FROM placement WHERE placement.id = placement_id
"""


def upgrade() -> None:
    op.add_column("placement_information", sa.Column("host", sa.Text))
    op.execute(sa.text(_WHOSE))
    op.drop_constraint("placement_information_pkey", "placement_information")
    op.create_primary_key(
        "placement_information_pkey", "placement_information", ["placement_id", "information", "host"]
    )


def downgrade() -> None:
    op.execute(
        sa.text(
            "DELETE FROM placement_information USING placement WHERE placement.id = placement_id "
            "AND placement_information.host <> coalesce(placement.former_host, placement.host)"
        )
    )
    op.drop_constraint("placement_information_pkey", "placement_information")
    op.create_primary_key("placement_information_pkey", "placement_information", ["placement_id", "information"])
    op.drop_column("placement_information", "host")
