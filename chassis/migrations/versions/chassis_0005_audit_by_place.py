"""Of a deed about one place, which: an auditor reads those of their place, and those that are everybody's."""

import sqlalchemy as sa
from alembic import op

revision = "chassis_0005"
down_revision = "chassis_0004"
branch_labels = None
depends_on = None

_OF_RULES = r"""
    UPDATE audit SET place = substring(about from '^rule \S+ of (.*) from \d{4}-\d\d-\d\d$')
    WHERE deed = 'set' AND about ~ '^rule \S+ of .* from \d{4}-\d\d-\d\d$' AND about !~ '^rule \S+ of everybody from '
"""


def upgrade() -> None:
    op.add_column("audit", sa.Column("place", sa.Text, nullable=False, server_default=""))
    op.execute(_OF_RULES)


def downgrade() -> None:
    op.drop_column("audit", "place")
