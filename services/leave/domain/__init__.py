"""Leave, pure: who decides about a request, in which order, and what each decision means."""

from services.leave.domain.chain import DECIDERS, Desk, Placement, chain, covering, possible_desks, staffed
from services.leave.domain.decisions import Decision, approve, refuse, seen_by, submit, withdraw
from services.leave.domain.request import (
    OPEN,
    Affected,
    LeaveRequest,
    Refusal,
    Status,
    Step,
    Terms,
    Verdict,
    Wish,
)
from services.leave.domain.touched import PlacementNews, after_placement_change, desks_to_tell, matters, touches

__all__ = [
    "DECIDERS",
    "OPEN",
    "Affected",
    "Decision",
    "Desk",
    "LeaveRequest",
    "Placement",
    "PlacementNews",
    "Refusal",
    "Status",
    "Step",
    "Terms",
    "Verdict",
    "Wish",
    "after_placement_change",
    "approve",
    "chain",
    "covering",
    "desks_to_tell",
    "matters",
    "possible_desks",
    "refuse",
    "seen_by",
    "staffed",
    "submit",
    "touches",
    "withdraw",
]
