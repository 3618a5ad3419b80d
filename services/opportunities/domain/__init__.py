"""Opportunities, pure: what may be published, asked for, answered, and confirmed, and by whom."""

from services.opportunities.domain.catalogue import EDITORS, Entry, Kind, edited_by
from services.opportunities.domain.obstacles import UnknownKind
from services.opportunities.domain.opportunity import Decision, Opportunity, Plan, close, publish
from services.opportunities.domain.participation import PLACED, WAITING, Deed, Participation, Status, Verdict
from services.opportunities.domain.people import Placement, hosts
from services.opportunities.domain.taking_part import Step, answer, call_off, confirm, express, withdraw

__all__ = [
    "EDITORS",
    "PLACED",
    "WAITING",
    "Decision",
    "Deed",
    "Entry",
    "Kind",
    "Opportunity",
    "Participation",
    "Placement",
    "Plan",
    "Status",
    "Step",
    "UnknownKind",
    "Verdict",
    "answer",
    "call_off",
    "close",
    "confirm",
    "edited_by",
    "express",
    "hosts",
    "publish",
    "withdraw",
]
