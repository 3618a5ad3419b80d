"""How opportunities are shown and answered: reviews, packs, public catalogues, trusts' pages, interests."""

from datetime import date

import sqlalchemy as sa
from alembic import op

from chassis.tables import rule

revision = "reporting_0010"
down_revision = "reporting_0009"
branch_labels = None
depends_on = None

RULES = {
    "o_e1_pack_days": 14,
    "o_e1_rv_target": 1,
    "o_e1_ip_target": 0.95,
    "o_d1_target": 1,
    "o_d2_target": 1,
    "o_d2_ans_target": 0.9,
}


def upgrade() -> None:
    op.add_column("opportunity", sa.Column("review_due", sa.Date))
    op.add_column("opportunity", sa.Column("complete", sa.Boolean, nullable=False, server_default=sa.false()))
    op.alter_column("opportunity", "complete", server_default=None)
    op.create_table(
        "interest",
        sa.Column("participation_id", sa.Uuid, primary_key=True),
        sa.Column("trust", sa.Text, nullable=False),
        sa.Column("expressed_on", sa.Date, nullable=False),
        sa.Column("answer_by", sa.Date, nullable=False),
        sa.Column("answered_on", sa.Date),
        sa.Column("overdue", sa.Boolean, nullable=False),
    )
    op.create_table(
        "induction_pack",
        sa.Column("placement_id", sa.Uuid, primary_key=True),
        sa.Column("sent_on", sa.Date, nullable=False),
    )
    op.create_table(
        "catalogue",
        sa.Column("catalogue_id", sa.Uuid, primary_key=True),
        sa.Column("trust", sa.Text, primary_key=True),
        sa.Column("preferences_open_on", sa.Date, nullable=False),
        sa.Column("release_by", sa.Date, nullable=False),
        sa.Column("released_on", sa.Date),
    )
    rows = [{"region": "", "valid_from": date(1900, 1, 1), "value": value} for value in RULES.values()]
    names = [f"reporting.{name}" for name in RULES]
    op.bulk_insert(rule, [{"name": name, **row} for name, row in zip(names, rows, strict=True)])


def downgrade() -> None:
    op.execute(rule.delete().where(rule.c.name.in_([f"reporting.{name}" for name in RULES])))
    for table in ("catalogue", "induction_pack", "interest"):
        op.drop_table(table)
    op.drop_column("opportunity", "complete")
    op.drop_column("opportunity", "review_due")
