"""What the toy keeps."""

from alembic import op

from tests.services.chassis.toy import metadata

revision = "toy_0001"
down_revision = None
branch_labels = ("toy",)
depends_on = "chassis_0001"


def upgrade() -> None:
    metadata.create_all(op.get_bind())


def downgrade() -> None:
    metadata.drop_all(op.get_bind())
