"""What an opportunity is and takes, in words; a kind of each family that the commitment's appendix does not have."""

from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "opportunities_0019"
down_revision = "opportunities_0018"
branch_labels = None
depends_on = None

SINCE = date(2021, 9, 1)
_ASK, _ELECT = "expression_of_interest", "election_or_nomination"
KINDS = [
    ("project", "leading_a_project", "Leading an improvement project or another one", _ASK),
    ("fellowship", "leadership_fellowship", "A fellowship in leading and managing", _ASK),
    ("representative_post", "representing_residents", "Speaking for resident doctors", _ELECT),
    ("other", "leading_otherwise", "Something else to lead, watch or learn", _ASK),
]
"""Family, code, title, and how one comes to take part; they stand behind the 29 of the appendix."""

_WORDS = ("description", "time_commitment", "part_time_note")
_kind = sa.table(
    "kind",
    *(sa.column(name) for name in ("code", "family", "title", "entry")),
    sa.column("valid_from", sa.Date),
    sa.column("chairing", sa.Boolean),
    sa.column("place", sa.Integer),
)


def upgrade() -> None:
    for name in _WORDS:
        op.add_column("opportunity", sa.Column(name, sa.Text))
    op.add_column("opportunity", sa.Column("joined_remotely", sa.Boolean, nullable=False, server_default=sa.false()))
    columns = ("family", "code", "title", "entry")
    rows = [dict(zip(columns, each, strict=True)) | {"place": place} for place, each in enumerate(KINDS, 30)]
    op.bulk_insert(_kind, [{**row, "valid_from": SINCE, "chairing": False} for row in rows])


def downgrade() -> None:
    op.execute(_kind.delete().where(_kind.c.code.in_([code for _, code, _, _ in KINDS])))
    for name in ("joined_remotely", *reversed(_WORDS)):
        op.drop_column("opportunity", name)
