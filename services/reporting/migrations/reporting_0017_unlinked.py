"""What doctors say was not kept is said on a later day; and which placements a deanery announces (R30)."""

import sqlalchemy as sa
from alembic import op

revision = "reporting_0017"
down_revision = "reporting_0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("promise_dispute", sa.Column("organisation", sa.Text))
    op.add_column("placement", sa.Column("source", sa.Text))
    published = "UPDATE opportunity SET review_due = published_on + interval '6 months' WHERE review_due IS NULL"
    op.execute(published)  # as opportunities_0003 gave what was published before reviews (O-E1-RV)


def downgrade() -> None:
    op.drop_column("placement", "source")
    op.drop_column("promise_dispute", "organisation")
