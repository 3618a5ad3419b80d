"""To what days are rounded, which codes are used, and whether a day off has another, as rules (R2, R17, R23, R45)."""

from datetime import date

from alembic import op

from chassis.tables import rule

revision = "leave_0026"
down_revision = "leave_0025"
branch_labels = None
depends_on = None

RULES = {
    "leave.rounded_to_days": 0.5,
    "leave.refusal_codes": [
        "minimum_staffing",
        "leave_cap_reached",
        "on_call_clash",
        "short_notice",
        "entitlement_exhausted",
        "not_educationally_supported",
        "cost_not_supported",
        "clashes_mandatory_teaching",
        "duplicate",
        "wrong_placement",
        "activity_withdrawn",
    ],
    "leave.days_in_lieu": True,
    "lost_time.outcome_codes": [
        "time_reinstated",
        "time_off_in_lieu",
        "work_schedule_review",
        "no_remedy_possible",
    ],
}


def upgrade() -> None:
    always = date(1900, 1, 1)
    op.bulk_insert(rule, [{"name": name, "valid_from": always, "value": value} for name, value in RULES.items()])


def downgrade() -> None:
    op.execute(rule.delete().where(rule.c.name.in_(list(RULES))))
