"""What is asked of a doctor beside their wish, and where it is decided: as the regions where they work have it."""

from datetime import date
from decimal import Decimal

from chassis.http import Begun, Router
from contracts.vocabulary import LeavePurpose, LeaveType
from services.leave import store
from services.leave.api.bodies import Shown
from services.leave.domain import Declaration, SystemOfRecord

router = Router(prefix="/api/leave", tags=["leave"])


class Funded(Shown):
    """So many in a hundred pounds of its costs a study budget pays; nothing is paid here."""

    purpose: LeavePurpose
    percent: Decimal


class AskedAt(Shown):
    """For leave of any type but release from duty, which asks for none of it and is the trust's own."""

    trust: str
    first_day: date
    last_day: date
    standing: SystemOfRecord
    """Where it is decided (R29); ``mirror`` needs ``external_ref``."""
    declarations: tuple[Declaration, ...]
    """Fields that are to be true (R11); none for what is only noted here."""
    listed: tuple[str, ...]
    """Courses for which nobody is asked about educational value, for its programme and grade; none: no list of them is
    kept, or somebody is asked about every course (R12)."""
    days_in_lieu: bool
    """Whether a day off that it falls on may have another one named instead (R23)."""
    funding: tuple[Funded, ...]
    """Of study leave, by category; those of which nothing is said are not among them (R20)."""


class LeaveForm(Shown):
    items: tuple[AskedAt, ...]


@router.get("/form")
async def leave_form(work: Begun) -> LeaveForm:
    """Of each placement of yours that is not over, in their order: the one that has the days is what counts."""
    mine = [each for each in await store.known_placements(work, work.actor.person_id) if not each.cancelled]
    items = []
    for placement in sorted(mine, key=lambda each: (each.start, each.placement_id)):
        if placement.end < work.today:
            continue
        standing = await store.system_of_record(work, placement.host, LeaveType.STUDY)
        is_noted, course = standing is SystemOfRecord.MIRROR, await store.course(work, placement)
        funding = await store.funding(work, placement, on=work.today)
        items.append(
            AskedAt(
                trust=placement.host,
                first_day=placement.start,
                last_day=placement.end,
                standing=standing,
                declarations=() if is_noted else tuple(sorted(course.declarations)),
                listed=() if is_noted or not course.is_listed else tuple(sorted(course.listed)),
                days_in_lieu=is_noted or course.days_in_lieu,
                funding=tuple(Funded(purpose=each, percent=percent) for each, percent in funding.items()),
            )
        )
    return LeaveForm(items=tuple(items))
