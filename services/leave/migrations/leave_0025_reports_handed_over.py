"""Reports of lost time that nobody has seen, made to a host before it was known who employs, are handed over (R42)."""

import sqlalchemy as sa
from alembic import op

revision = "leave_0025"
down_revision = "leave_0024"
branch_labels = None
depends_on = None

# At a practice also where the placement is elsewhere by now: a trust may have been the employer of its day.
HANDED_OVER = sa.text("""
    WITH moved AS (
        UPDATE lost_time SET trust = placement.employer, version = lost_time.version + 1
        FROM placement
        WHERE placement.placement_id = lost_time.placement_id AND lost_time.status = 'reported'
        AND placement.employer <> lost_time.trust
        AND (lost_time.trust = placement.host
             OR lost_time.trust IN (SELECT code FROM organisation WHERE kind = 'gp_practice'))
        RETURNING lost_time.trust)
    INSERT INTO private_notice (id, role, scope, say_at) SELECT gen_random_uuid(), 'dme', trust, now() FROM moved
""")

NOTHING_TO_READ = sa.text("""
    DELETE FROM private_notice USING (
        SELECT id, scope, row_number() OVER (PARTITION BY scope ORDER BY say_at) AS nth
        FROM private_notice WHERE role = 'dme') AS waiting
    WHERE private_notice.id = waiting.id AND waiting.nth >
        (SELECT count(*) FROM lost_time WHERE lost_time.trust = waiting.scope AND lost_time.status = 'reported')
""")


def upgrade() -> None:
    op.execute(HANDED_OVER)
    op.execute(NOTHING_TO_READ)


def downgrade() -> None:
    """Nothing: whose they are is not given back to a host."""
