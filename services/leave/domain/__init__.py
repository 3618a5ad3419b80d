"""Leave, pure: who decides about a request, in which order, and what each decision means."""

from services.leave.domain import time
from services.leave.domain.abroad import Abroad, abroad
from services.leave.domain.account import COUNTED, Account, Adjustment, account, uses_entitlement
from services.leave.domain.adjusting import (
    GRANTERS,
    Change,
    adjust,
    check_effect,
    granting_desk,
    placed_in,
    reckoned_anew,
    works_at,
)
from services.leave.domain.appeals import acknowledge, alternative, answer, appeal, take_alternative, waits_for
from services.leave.domain.asking import desks_of, parts, record, submit
from services.leave.domain.capacity import (
    PUBLISHERS,
    Capacity,
    DayOff,
    Department,
    Owed,
    Plan,
    Published,
    check_plan,
    owed,
    publish,
    publishes_for,
)
from services.leave.domain.chain import (
    DECIDERS,
    Desk,
    Placement,
    covering,
    director,
    placed,
    practices,
    split,
    staffed,
)
from services.leave.domain.claims import Claim
from services.leave.domain.costs import Cost, CostKind, Funding, payable
from services.leave.domain.course import Course, Declaration, SystemOfRecord, chain, wanted, with_employers
from services.leave.domain.days import Spell, half_days, spoken, written
from services.leave.domain.decisions import (
    ADMINISTRATORS,
    Decision,
    administered_by,
    approve,
    note_claim,
    refuse,
    seen_by,
)
from services.leave.domain.delegation import Delegation, delegate, end, standing_in
from services.leave.domain.earning import Earning, Grant, LeaveYear, Policy, Stage, earnings, granted
from services.leave.domain.ladder import climb
from services.leave.domain.lapsing import lapse
from services.leave.domain.lieu import InLieu
from services.leave.domain.refusal import Appeal, Refusal
from services.leave.domain.request import Affected, LeaveRequest
from services.leave.domain.returning import amended, ask_anew, give_back
from services.leave.domain.segments import FormerWte, Segment, former_wte
from services.leave.domain.status import OPEN, Status
from services.leave.domain.step import Ladder, Rung, Step, Verdict
from services.leave.domain.terms import Terms
from services.leave.domain.touched import (
    PlacementNews,
    after_placement_change,
    desks_to_tell,
    earliest_touched,
    matters,
    touches,
)
from services.leave.domain.unused import Calendar, Checkpoint, ClosedYear, closed, unused
from services.leave.domain.wish import Wish
from services.leave.domain.withdrawing import withdraw

__all__ = [
    "ADMINISTRATORS",
    "COUNTED",
    "DECIDERS",
    "GRANTERS",
    "OPEN",
    "PUBLISHERS",
    "Abroad",
    "Account",
    "Adjustment",
    "Affected",
    "Appeal",
    "Calendar",
    "Capacity",
    "Change",
    "Checkpoint",
    "Claim",
    "ClosedYear",
    "Cost",
    "CostKind",
    "Course",
    "DayOff",
    "Decision",
    "Declaration",
    "Delegation",
    "Department",
    "Desk",
    "Earning",
    "FormerWte",
    "Funding",
    "Grant",
    "InLieu",
    "Ladder",
    "LeaveRequest",
    "LeaveYear",
    "Owed",
    "Placement",
    "PlacementNews",
    "Plan",
    "Policy",
    "Published",
    "Refusal",
    "Rung",
    "Segment",
    "Spell",
    "Stage",
    "Status",
    "Step",
    "SystemOfRecord",
    "Terms",
    "Verdict",
    "Wish",
    "abroad",
    "account",
    "acknowledge",
    "adjust",
    "administered_by",
    "after_placement_change",
    "alternative",
    "amended",
    "answer",
    "appeal",
    "approve",
    "ask_anew",
    "chain",
    "check_effect",
    "check_plan",
    "climb",
    "closed",
    "covering",
    "delegate",
    "desks_of",
    "desks_to_tell",
    "director",
    "earliest_touched",
    "earnings",
    "end",
    "former_wte",
    "give_back",
    "granted",
    "granting_desk",
    "half_days",
    "lapse",
    "matters",
    "note_claim",
    "owed",
    "parts",
    "payable",
    "placed",
    "placed_in",
    "practices",
    "publish",
    "publishes_for",
    "reckoned_anew",
    "record",
    "refuse",
    "seen_by",
    "split",
    "spoken",
    "staffed",
    "standing_in",
    "submit",
    "take_alternative",
    "time",
    "touches",
    "unused",
    "uses_entitlement",
    "waits_for",
    "wanted",
    "with_employers",
    "withdraw",
    "works_at",
    "written",
]
