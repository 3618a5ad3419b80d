"""The portfolio, who takes part, who works where; the catalogue of the commitment's appendix, and the default rule."""

from datetime import date

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "opportunities_0001"
down_revision = None
branch_labels = ("opportunities",)
depends_on = "chassis_0001"

COMMITMENT = date(2021, 9, 1)
"""From when the commitment's appendix counts; the titles are ours."""

_ASK, _ELECT, _NOMINATE = "expression_of_interest", "election_or_nomination", "nomination"
_GP = "primary_care"
KINDS = [
    ("meeting", "quality_and_safety_meeting", "Quality and safety of care meeting", None, True, _ASK),
    ("meeting", "medical_education_meeting", "Medical education team meeting", None, False, _ASK),
    ("meeting", "risk_management_meeting", "Risk management meeting", None, False, _ASK),
    ("meeting", "command_meeting", "Bronze or silver command meeting", None, False, _ASK),
    ("meeting", "medical_directorate_meeting", "Medical directorate meeting", None, False, _ASK),
    ("meeting", "research_and_innovation_meeting", "Research and innovation meeting", None, False, _ASK),
    ("meeting", "morbidity_and_mortality_meeting", "Morbidity and mortality meeting", None, False, _ASK),
    ("meeting", "multidisciplinary_team_meeting", "Multidisciplinary team meeting", None, True, _ASK),
    ("meeting", "ethics_committee_meeting", "Ethics committee meeting", None, False, _ASK),
    ("meeting", "pandemic_recovery_meeting", "Planning meeting for recovery after a pandemic", None, False, _ASK),
    ("meeting", "local_negotiating_committee", "Local negotiating committee", None, False, _ELECT),
    ("meeting", "local_medical_committee", "Local medical committee", _GP, False, _ELECT),
    ("meeting", "integrated_care_system_meeting", "Integrated care system meeting", _GP, False, _ASK),
    ("meeting", "practice_management_meeting", "Practice management meeting", _GP, True, _ASK),
    ("meeting", "primary_care_network_meeting", "Primary care network meeting", _GP, False, _ASK),
    ("meeting", "transformation_project_meeting", "Transformation project meeting", None, False, _ASK),
    ("panel", "director_of_medical_education_panel", "Choosing a director of medical education", None, False, _ASK),
    ("panel", "college_tutor_panel", "Choosing a college tutor", None, False, _ASK),
    ("panel", "guardian_panel", "Choosing a guardian of safe working hours", None, False, _NOMINATE),
    ("panel", "chief_registrar_panel", "Choosing a chief registrar", None, False, _ASK),
    ("panel", "flexible_training_champion_panel", "Choosing a champion of flexible training", None, False, _ASK),
    ("shadowing", "executive_shadowing", "A day with the chief executive or a director", None, False, _ASK),
    ("shadowing", "medical_education_shadowing", "A day with the director of medical education", None, False, _ASK),
    ("shadowing", "clinical_director_shadowing", "A day with a clinical director or lead", None, False, _ASK),
    ("shadowing", "gp_partner_shadowing", "A GP partner's work beside the clinic", _GP, False, _ASK),
    ("shadowing", "graduate_manager_shadowing", "Working beside graduate management trainees", None, False, _ASK),
    ("training", "supervisor_training", "Learning to supervise, with the trust's supervisors", None, False, _ASK),
    ("training", "mentoring_training", "Learning to mentor", None, False, _ASK),
    ("training", "leadership_training", "The trust's own course in leading and managing", None, False, _ASK),
]
"""Family, code, title, the only setting, whether a resident may chair it, and how one comes to take part."""


def upgrade() -> None:
    _catalogue()
    _portfolio()
    _copies()
    rules = sa.table("rule", sa.column("name"), sa.column("valid_from", sa.Date), sa.column("value", JSONB))
    within = {"name": "opportunities.answer_within_days", "valid_from": date(1900, 1, 1), "value": 14}
    op.bulk_insert(rules, [within])


def _catalogue() -> None:
    kind = op.create_table(
        "kind",
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("valid_from", sa.Date, primary_key=True),
        sa.Column("valid_to", sa.Date),
        sa.Column("family", sa.String(40), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("setting", sa.String(40)),
        sa.Column("chairing", sa.Boolean, nullable=False),
        sa.Column("entry", sa.String(40), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
    )
    columns = ("family", "code", "title", "setting", "chairing", "entry")
    rows = [dict(zip(columns, each, strict=True)) | {"place": place} for place, each in enumerate(KINDS, 1)]
    op.bulk_insert(kind, [{**row, "valid_from": COMMITMENT, "valid_to": None} for row in rows])


def _portfolio() -> None:
    op.create_table(
        "opportunity",
        sa.Column("opportunity_id", sa.Uuid, primary_key=True),
        sa.Column("trust", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("family", sa.String(40), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("setting", sa.String(40), nullable=False),
        sa.Column("chairing", sa.Boolean, nullable=False),
        sa.Column("lead_id", sa.Uuid, nullable=False, index=True),
        sa.Column("co_producer_id", sa.Uuid, nullable=False),
        sa.Column("first_day", sa.Date, nullable=False),
        sa.Column("last_day", sa.Date),
        sa.Column("recurrence", sa.String(40), nullable=False),
        sa.Column("places", sa.Integer, nullable=False),
        sa.Column("grades", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("protected_minutes", sa.Integer, nullable=False),
        sa.Column("published_by", sa.Uuid, nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.Column("closed_because", sa.String(40)),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("opportunity_of_trust", "opportunity", ["trust", "published_at", "opportunity_id"])
    op.create_table(
        "participation",
        sa.Column("participation_id", sa.Uuid, primary_key=True),
        sa.Column("opportunity_id", sa.Uuid, sa.ForeignKey("opportunity.opportunity_id"), nullable=False),
        sa.Column("doctor_id", sa.Uuid, nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("why", sa.Text),
        sa.Column("expressed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_by", sa.Date, nullable=False),
        sa.Column("reason", sa.String(40)),
        sa.Column("words", sa.Text),
        sa.Column("answered_by", sa.Uuid),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.Column("role", sa.String(40)),
        sa.Column("first_day", sa.Date),
        sa.Column("last_day", sa.Date),
        sa.Column("minutes", sa.Integer),
        sa.Column("confirmed_by", sa.Uuid),
        sa.Column("confirmed_at", sa.DateTime(timezone=True)),
        sa.Column("version", sa.Integer, nullable=False),
        sa.UniqueConstraint("opportunity_id", "doctor_id", name="participation_once"),
    )
    op.create_index("participation_of_doctor", "participation", ["doctor_id", "expressed_at", "participation_id"])


def _copies() -> None:
    op.create_table(
        "placement",
        sa.Column("placement_id", sa.Uuid, primary_key=True),
        sa.Column("doctor_id", sa.Uuid, nullable=False, index=True),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("grade", sa.Text, nullable=False),
        sa.Column("start", sa.Date, nullable=False),
        sa.Column("end", sa.Date, nullable=False),
        sa.Column("cancelled", sa.Boolean, nullable=False),
    )
    op.create_table(
        "appointment",
        sa.Column("appointment_id", sa.Uuid, primary_key=True),
        sa.Column("person_id", sa.Uuid, nullable=False, index=True),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("starts_on", sa.Date, nullable=False),
        sa.Column("ends_on", sa.Date),
    )


def downgrade() -> None:
    for table in ("participation", "opportunity", "kind", "appointment", "placement"):
        op.drop_table(table)
    op.execute(sa.text("DELETE FROM rule WHERE name LIKE 'opportunities.%'"))
