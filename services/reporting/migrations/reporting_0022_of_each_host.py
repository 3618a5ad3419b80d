"""What is issued before a placement, and the pack at its beginning, belong to the host that sent them."""

import sqlalchemy as sa
from alembic import op

revision = "reporting_0022"
down_revision = "reporting_0021"
branch_labels = None
depends_on = None

_KEYED = {
    "placement_information": ("host", ["placement_id", "information"]),
    "induction_pack": ("trust", ["placement_id"]),
}
_WHOSE = """
    UPDATE {table} SET {column} = coalesce(placement.former_host, placement.host)
    FROM placement WHERE placement.placement_id = {table}.placement_id
"""


def upgrade() -> None:
    op.add_column("kept_promise", sa.Column("trust", sa.Text))
    for table, (column, key) in _KEYED.items():
        op.add_column(table, sa.Column(column, sa.Text, server_default=""))  # none: of a placement never heard of
        op.execute(sa.text(_WHOSE.format(table=table, column=column)))
        op.alter_column(table, column, server_default=None, nullable=False)
        op.drop_constraint(f"{table}_pkey", table)
        op.create_primary_key(f"{table}_pkey", table, [*key, column])


def downgrade() -> None:
    for table, (column, key) in _KEYED.items():
        op.execute(sa.text(f"DELETE FROM {table}"))  # noqa: S608 - built anew from the log, as every fact is
        op.drop_constraint(f"{table}_pkey", table)
        op.create_primary_key(f"{table}_pkey", table, key)
        op.drop_column(table, column)
    op.drop_column("kept_promise", "trust")
