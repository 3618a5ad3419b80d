"""Facts as they stand, kept set-based: one statement per batch and table."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from chassis.copies import amend_rows, keep_as_said, keep_rows
from chassis.errors import NotFound
from chassis.work import UnitOfWork
from contracts.vocabulary import OrganisationKind
from services.reporting.store.tables import (
    Row,
    appointment,
    capacity,
    catalogue,
    certificate,
    commitment,
    deanery_trusts,
    feedback,
    induction_pack,
    interest,
    leave_appeal,
    leave_asked,
    leave_decision,
    leave_step,
    leave_year,
    opportunity,
    organisation,
    participation,
    placement,
    placement_information,
    shadowing_booking,
    shadowing_slot,
    vacancy,
)

Fact = Mapping[str, Any]
"""Values by column name."""


async def keep_placements(work: UnitOfWork, rows: Collection[Fact]) -> None:
    """One row a placement; what belongs to its beginning is null where the batch was no news about that."""
    await keep_rows(work, placement, rows, unless_null=("last_announced_on", "work_schedule_by", "rota_by"))


async def keep_opportunities(work: UnitOfWork, rows: Collection[Fact]) -> None:
    await keep_rows(work, opportunity, rows)


async def review_opportunities(work: UnitOfWork, reviewed: Mapping[UUID, date]) -> None:
    await amend_rows(work, opportunity, [{"opportunity_id": one, "review_due": on} for one, on in reviewed.items()])


async def complete_opportunities(work: UnitOfWork, complete: Mapping[UUID, bool]) -> None:
    await amend_rows(work, opportunity, [{"opportunity_id": one, "complete": so} for one, so in complete.items()])


async def take_catalogues(work: UnitOfWork, which: Collection[UUID]) -> Sequence[Row]:
    """What was kept of these, taken away: their trusts may be others now."""
    taken = delete(catalogue).where(catalogue.c.catalogue_id.in_(sorted(which)))
    return await work.all(taken.returning(*catalogue.c))


async def keep_catalogues(work: UnitOfWork, rows: Collection[Fact]) -> None:
    await keep_rows(work, catalogue, rows)


async def close_opportunities(work: UnitOfWork, closed: Mapping[UUID, date]) -> None:
    await amend_rows(work, opportunity, [{"opportunity_id": one, "closed_on": on} for one, on in closed.items()])


async def keep_interests(work: UnitOfWork, rows: Collection[Fact]) -> None:
    await keep_rows(work, interest, rows)


async def answer_interests(work: UnitOfWork, answered: Mapping[UUID, date]) -> None:
    """The first answer counts."""
    rows = [{"participation_id": which, "answered_on": on} for which, on in answered.items()]
    await amend_rows(work, interest, rows, unless_set="answered_on")


async def call_interests_overdue(work: UnitOfWork, overdue: Collection[UUID]) -> None:
    await amend_rows(work, interest, [{"participation_id": which, "overdue": True} for which in overdue])


async def interests_begun(work: UnitOfWork, which: Collection[UUID]) -> dict[UUID, date]:
    """When each of these was expressed, as far as they were heard of."""
    rows = await work.all(select(interest).where(interest.c.participation_id.in_(sorted(which))))
    return {row["participation_id"]: row["expressed_on"] for row in rows}


async def keep_packs(work: UnitOfWork, rows: Collection[Fact]) -> None:
    await keep_rows(work, induction_pack, rows)


async def keep_leave_decisions(work: UnitOfWork, rows: Collection[Fact], taken: Collection[UUID]) -> None:
    """Decisions as last made, and the refused ones whose alternative was ``taken``."""
    await keep_rows(work, leave_decision, rows)
    await amend_rows(work, leave_decision, [{"leave_id": one, "alternative_taken": True} for one in taken])


async def keep_leave_steps(work: UnitOfWork, rows: Collection[Fact]) -> None:
    await keep_rows(work, leave_step, rows)


async def keep_leave_asked(
    work: UnitOfWork, rows: Collection[Fact], anew: Collection[Fact], unanswered: Collection[UUID]
) -> None:
    """Requests as asked, what of them is otherwise since they were asked anew, and those that got no response."""
    await keep_rows(work, leave_asked, rows)
    await amend_rows(work, leave_asked, anew)
    await amend_rows(work, leave_asked, [{"leave_id": one, "no_response": True} for one in unanswered])


async def keep_leave_appeals(work: UnitOfWork, rows: Collection[Fact], late: Collection[tuple[UUID, datetime]]) -> None:
    """Appeals as made, and those of which a day passed."""
    await keep_rows(work, leave_appeal, rows)
    passed = [{"leave_id": one, "appealed_at": at, "late": True} for one, at in sorted(late)]
    await amend_rows(work, leave_appeal, passed)


async def keep_leave_years(work: UnitOfWork, rows: Collection[Fact]) -> None:
    await keep_rows(work, leave_year, rows)


async def keep_capacities(work: UnitOfWork, rows: Collection[Fact]) -> None:
    await keep_rows(work, capacity, rows)


async def first_days_of_capacities(work: UnitOfWork, which: Collection[UUID]) -> dict[UUID, date]:
    """From when each of these calendars was, as it was published before."""
    rows = await work.all(select(capacity).where(capacity.c.capacity_id.in_(sorted(which))))
    return {row["capacity_id"]: row["first_day"] for row in rows}


async def keep_feedback(work: UnitOfWork, rows: Collection[Fact]) -> None:
    await keep_rows(work, feedback, rows)


async def keep_participations(work: UnitOfWork, rows: Collection[Fact]) -> None:
    await keep_rows(work, participation, rows)


async def keep_certificates(work: UnitOfWork, rows: Collection[Fact]) -> None:
    await keep_rows(work, certificate, rows)


async def revoke_certificates(work: UnitOfWork, revoked: Mapping[UUID, date]) -> None:
    await amend_rows(work, certificate, [{"certificate_id": which, "revoked_on": on} for which, on in revoked.items()])


async def keep_shadowing(work: UnitOfWork, slots: Collection[Fact], bookings: Collection[Fact]) -> None:
    await keep_rows(work, shadowing_slot, slots)
    await keep_rows(work, shadowing_booking, bookings)


async def keep_appointments(work: UnitOfWork, rows: Collection[Fact], ended: Mapping[UUID, date]) -> None:
    """Appointments as last made, and those that have ended."""
    await keep_rows(work, appointment, rows)
    await amend_rows(work, appointment, [{"appointment_id": which, "ends_on": on} for which, on in ended.items()])


async def hosts_read_at(work: UnitOfWork, employers: Collection[str]) -> dict[str, set[str]]:
    """The hosts of those in post today whom another employs, by the employer, whose officers read what they report."""
    of = placement.c
    today = (of.starts_on <= work.today, of.ends_on >= work.today, ~of.cancelled)
    read = select(of.employer, of.host).where(of.employer.in_(sorted(employers)), *today).distinct()
    found: dict[str, set[str]] = {}
    for row in await work.all(read):
        found.setdefault(row["employer"], set()).add(row["host"])
    return found


async def keep_vacancies(work: UnitOfWork, rows: Collection[Fact]) -> None:
    await keep_rows(work, vacancy, rows)


async def keep_information(work: UnitOfWork, rows: Collection[Fact]) -> None:
    """``happened_on`` is null where the batch only has that it was not received: the day recorded before stands."""
    await keep_rows(work, placement_information, rows, unless_null=["happened_on"])


async def keep_commitments(work: UnitOfWork, rows: Collection[Fact]) -> None:
    """In the order of what was said: a signature whole, a withdrawal with its day alone."""
    await keep_as_said(work, commitment, rows, amending=["withdrawn_on"])


async def trusts_of(work: UnitOfWork, deanery: str, *, on: date) -> frozenset[str]:
    """The hosts a deanery answers for on a day: its list, else all of its NHS region. Raises NotFound."""
    is_it = (organisation.c.code == deanery) & (organisation.c.kind == OrganisationKind.DEANERY)
    itself = await work.first(select(organisation.c.region).where(is_it))
    if itself is None:
        raise NotFound(f"there is no deanery {deanery}, or none that you may see")
    listed = select(deanery_trusts.c.trusts).where(
        deanery_trusts.c.deanery == deanery, deanery_trusts.c.valid_from <= on
    )
    newest = await work.first(listed.order_by(deanery_trusts.c.valid_from.desc()).limit(1))
    if newest and newest["trusts"]:
        return frozenset(newest["trusts"])
    region = itself["region"] or deanery
    in_it = select(organisation.c.code).where(
        organisation.c.region == region, organisation.c.kind != OrganisationKind.DEANERY
    )
    return frozenset(row["code"] for row in await work.all(in_it))


async def hosts_named(work: UnitOfWork, code: str) -> frozenset[str]:
    """The host of this code, a trust or a practice, alone; nobody where there is none."""
    is_host = (organisation.c.kind != OrganisationKind.DEANERY) & organisation.c.parent.is_(None)
    there = await work.all(select(organisation.c.code).where(is_host, organisation.c.code == code))
    return frozenset(row["code"] for row in there)
