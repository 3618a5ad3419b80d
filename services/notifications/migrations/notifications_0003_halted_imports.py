"""Which import caused a mail, and whether an operator has halted an import's mails."""

import sqlalchemy as sa
from alembic import op

revision = "notifications_0003"
down_revision = "notifications_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "mail", sa.Column("import_id", sa.Uuid(), comment="the import that caused it, which an operator may halt")
    )
    op.execute("UPDATE mail SET import_id = substr(group_key, 8)::uuid WHERE group_key LIKE 'import:%'")
    op.add_column(
        "import_group",
        sa.Column("halted", sa.Text(), comment="paused or cancelled by an operator; null: its mails go"),
    )
    op.create_index("import_halted", "import_group", ["import_id"], postgresql_where=sa.text("halted IS NOT NULL"))


def downgrade() -> None:
    op.drop_index("import_halted", "import_group")
    op.drop_column("import_group", "halted")
    op.drop_column("mail", "import_id")
