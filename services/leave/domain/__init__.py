"""Leave, pure: who decides about a request, in which order, and what each decision means."""

from services.leave.domain.account import Account, account, uses_entitlement
from services.leave.domain.asking import parts, submit
from services.leave.domain.chain import DECIDERS, Desk, Placement, chain, covering, possible_desks, split, staffed
from services.leave.domain.days import Spell
from services.leave.domain.decisions import Decision, approve, refuse, seen_by, withdraw
from services.leave.domain.earning import Earning, Grant, LeaveYear, Policy, Stage, earnings, granted
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
    "Account",
    "Affected",
    "Decision",
    "Desk",
    "Earning",
    "Grant",
    "LeaveRequest",
    "LeaveYear",
    "Placement",
    "PlacementNews",
    "Policy",
    "Refusal",
    "Spell",
    "Stage",
    "Status",
    "Step",
    "Terms",
    "Verdict",
    "Wish",
    "account",
    "after_placement_change",
    "approve",
    "chain",
    "covering",
    "desks_to_tell",
    "earnings",
    "granted",
    "matters",
    "parts",
    "possible_desks",
    "refuse",
    "seen_by",
    "split",
    "staffed",
    "submit",
    "touches",
    "uses_entitlement",
    "withdraw",
]
