"""Reports of lost time: load, decide, keep; nothing is said of any (R42)."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import Query, Response

from chassis.errors import NotFound
from chassis.http import Begun, Match, Router, etag
from chassis.work import UnitOfWork
from services.leave import domain, store
from services.leave.api.time.bodies import (
    Consents,
    ConsentView,
    Counts,
    Form,
    NewAnswer,
    NewConsent,
    NewOutcome,
    NewReport,
    Reading,
    Readings,
    Reported,
    ReportPage,
    ReportView,
    Trust,
)

router = Router(prefix="/api/leave/lost-time", tags=["protected time"])

_Limit = Annotated[int, Query(ge=1, le=100)]
_MONTHS = 15
"""Five quarters, as a board compares them."""


@router.get("/form")
async def lost_time_form(work: Begun) -> Form:
    """What to say beside the form, for the doctor who asks (R43); and what codes are called, for whoever reads one."""
    placements = await store.known_placements(work, work.actor.person_id)
    here = domain.covering(placements, work.today)
    terms = await store.time.time_terms(work, here.reader if here else None)
    where = await store.time.exception_system(work, trust=here.reader) if here else None
    earliest = work.today - timedelta(days=terms.report_within_days)
    return Form(exception_system=where, earliest=earliest, latest=work.today)


@router.post("", status_code=201)
async def report_lost_time(body: NewReport, work: Begun) -> Reported:
    """Report time that was lost; whoever reports is the doctor."""
    doctor_id = work.actor.person_id
    lost = body.lost()
    placements = await store.placements_of(work, doctor_id)
    placement = domain.placed(placements, lost.session_on)
    terms = await store.time.time_terms(work, placement.reader)
    step = domain.time.report_lost(lost, report_id=uuid4(), doctor_id=doctor_id, placement=placement, terms=terms)
    await store.time.add_report(work, step.report)
    await store.time.tell_later(work, step.tell)
    return Reported.of(step.report)


@router.get("")
async def my_lost_time(work: Begun, after: UUID | None = None, limit: _Limit = 50) -> ReportPage:
    """Your own reports."""
    page = await store.time.my_reports(work, doctor_id=work.actor.person_id, after=after, limit=limit)
    return ReportPage.of(page, limit=limit, at=work.now)


@router.get("/at-my-trust")
async def lost_time_at_my_trust(
    work: Begun, waiting: bool = True, after: UUID | None = None, limit: _Limit = 50
) -> ReportPage:
    """Those that you read as director or guardian: the ones that wait for either, or all. It is noted that you did."""
    page = await store.time.reports_at(work, actor=work.actor, waiting=waiting, after=after, limit=limit)
    await store.time.note_readings(work, page, in_list=True)
    return ReportPage.of(page, limit=limit, at=work.now)


@router.get("/shared-with-me")
async def lost_time_shared_with_me(work: Begun, after: UUID | None = None, limit: _Limit = 50) -> ReportPage:
    """Those that their doctors let you read. It is noted that you did."""
    page = await store.time.reports_shared_with(work, person_id=work.actor.person_id, after=after, limit=limit)
    await store.time.note_readings(work, page, in_list=True)
    return ReportPage.of(page, limit=limit, at=work.now)


@router.get("/counts")
async def counts_of_lost_time(work: Begun, trust: Annotated[Trust, Query()]) -> Counts:
    """What was said of a trust's months, for its director and guardian to annex to a board's report (R50)."""
    if not domain.time.reads_at(work.actor, trust):
        raise NotFound
    return Counts.of(await store.time.counts_of(work, trust, at_most=_MONTHS))


@router.get("/{report_id}")
async def look_at_lost_time(report_id: UUID, work: Begun, response: Response) -> ReportView:
    """One report. It is noted that you read it, unless it is your own."""
    found = await store.time.look_at_report(work, report_id)
    report = domain.time.readable(found, await store.time.consents_to(work, report_id), work.actor)
    await store.time.note_readings(work, [report], in_list=False)
    etag(response, report.version)
    terms = await store.time.time_terms(work, report.trust)
    return ReportView.of(report, at=work.now, outcome_codes=domain.time.outcomes_for(report, terms))


@router.post("/{report_id}/acknowledgement", status_code=204)
async def acknowledge_lost_time(report_id: UUID, work: Begun, match: Match) -> None:
    report = await store.time.lost_time_report(work, report_id)
    await _keep(work, domain.time.acknowledge(report, by=work.actor, at=work.now, match=match))


@router.post("/{report_id}/outcome", status_code=204)
async def resolve_lost_time(report_id: UUID, body: NewOutcome, work: Begun, match: Match) -> None:
    """What was done about it, by the director; by the guardian where its doctor disagreed."""
    report = await store.time.lost_time_report(work, report_id)
    terms = await store.time.time_terms(work, report.trust)
    step = domain.time.resolve(report, by=work.actor, outcome=body.outcome, note=body.note, terms=terms, match=match)
    await _keep(work, step)


@router.post("/{report_id}/answer", status_code=204)
async def answer_lost_time(report_id: UUID, body: NewAnswer, work: Begun, match: Match) -> None:
    """Its doctor agrees with the outcome, or does not and the guardian has it."""
    report = await store.time.lost_time_report(work, report_id)
    await _keep(work, domain.time.answer(report, by=work.actor, agrees=body.agrees, at=work.now, match=match))


@router.post("/{report_id}/withdrawal", status_code=204)
async def withdraw_lost_time(report_id: UUID, work: Begun, match: Match) -> None:
    report = await store.time.lost_time_report(work, report_id)
    await _keep(work, domain.time.take_back(report, by=work.actor, match=match))


@router.get("/{report_id}/consents")
async def consents_to_lost_time(report_id: UUID, work: Begun) -> Consents:
    """With whom you share or shared a report of yours, and since and until when."""
    domain.time.owned(await store.time.look_at_report(work, report_id), work.actor)
    return Consents.of(await store.time.consents_to(work, report_id))


@router.post("/{report_id}/consents", status_code=201)
async def share_lost_time(report_id: UUID, body: NewConsent, work: Begun) -> ConsentView:
    """Let one person read this one report; they hear that there is something to read."""
    report = await store.time.lost_time_report(work, report_id)
    given = await store.time.consents_to(work, report_id)
    consent = domain.time.share(
        report, by=work.actor, to=body.recipient_id, given=given, consent_id=uuid4(), at=work.now
    )
    await store.time.add_consent(work, report_id, consent)
    await store.time.tell_later(work, [consent.recipient_id])
    return ConsentView.model_validate(consent)


@router.delete("/{report_id}/consents/{consent_id}", status_code=204)
async def stop_sharing_lost_time(report_id: UUID, consent_id: UUID, work: Begun) -> None:
    """They can read it no longer; that they could stays known."""
    domain.time.owned(await store.time.lost_time_report(work, report_id), work.actor)
    await store.time.revoke_consent(work, report_id, consent_id)


@router.get("/{report_id}/readings")
async def who_read_lost_time(report_id: UUID, work: Begun) -> Readings:
    """Who else read a report of yours, and when."""
    domain.time.owned(await store.time.look_at_report(work, report_id), work.actor)
    rows = await store.time.readings_of(work, report_id)
    return Readings(items=tuple(Reading(**row) for row in rows))


async def _keep(work: UnitOfWork, step: domain.time.Step) -> None:
    await store.time.keep_report(work, step.report)
    await store.time.tell_later(work, step.tell)
