"""Leave that lapses: what is undecided is found by its last day."""

import sqlalchemy as sa
from alembic import op

revision = "leave_0029"
down_revision = "leave_0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    undecided = sa.text("status IN ('waiting', 'returned')")
    op.create_index("leave_request_undecided", "leave_request", ["last_day"], postgresql_where=undecided)


def downgrade() -> None:
    """What lapsed waits again, or is with its doctor: code that is older reads no other status, and no such verdict.

    It is in its desk's list as before, and on its ladder. Brought forwards again it lapses, and is said so, once more.
    """
    op.execute(
        sa.text("""
            UPDATE leave_request SET
                status = CASE WHEN steps @> '[{"verdict": "lapsed"}]' THEN 'waiting' ELSE 'returned' END,
                steps = (
                    SELECT jsonb_agg(
                        CASE WHEN step.value ->> 'verdict' = 'lapsed'
                            THEN step.value || '{"verdict": null, "decided_at": null}' ELSE step.value END
                        ORDER BY step.ordinality
                    ) FROM jsonb_array_elements(steps) WITH ORDINALITY AS step
                )
            WHERE status = 'lapsed'
        """)
    )
    op.execute(
        sa.text("""
            UPDATE leave_request SET
                waiting_role = waiting.step ->> 'role', waiting_scope = waiting.step ->> 'scope',
                waits_for_director = coalesce(waiting.step #>> '{ladder,said}' = 'no_response', false),
                next_rung_at = CASE WHEN waiting.step #>> '{ladder,said}' = 'no_response' THEN NULL ELSE now() END
            FROM (
                SELECT DISTINCT ON (leave_id) leave_id, step.value AS step
                FROM leave_request, jsonb_array_elements(steps) WITH ORDINALITY AS step
                WHERE step.value ->> 'verdict' IS NULL
                ORDER BY leave_id, step.ordinality
            ) AS waiting
            WHERE waiting.leave_id = leave_request.leave_id AND status = 'waiting' AND waiting_role IS NULL
        """)
    )
    op.drop_index("leave_request_undecided", "leave_request")
