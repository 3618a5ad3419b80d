"""Feedback over HTTP: load, decide, keep, say."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from fastapi import Query, Response
from pydantic import BaseModel, ConfigDict, StringConstraints

from chassis.http import READABLE, Begun, IsoDate, Match, Router, etag
from chassis.ids import uuid7
from services.feedback import domain, store
from services.feedback.domain import Words, Written

router = Router(prefix="/api/feedback", tags=["feedback"])

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), READABLE]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000), READABLE]


class NewWords(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    activity: Line
    did_well: Text
    do_more: Text
    next_step: Text

    def words(self) -> Words:
        return Words(self.activity, self.did_well, self.do_more, self.next_step)


class NewFeedback(NewWords):
    doctor_id: UUID
    activity_date: IsoDate


class Given(BaseModel):
    id: UUID


class FeedbackView(BaseModel):
    """Written feedback as its giver and its receiver see it."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    doctor_id: UUID
    giver_id: UUID
    trust: str
    activity: str
    activity_date: date
    did_well: str
    do_more: str
    next_step: str
    given_at: datetime
    edited_at: datetime | None
    editable_until: date
    version: int

    @classmethod
    def of(cls, written: Written) -> Self:
        words = written.words
        return cls(
            id=written.feedback_id,
            doctor_id=written.doctor_id,
            giver_id=written.giver_id,
            trust=written.trust,
            activity=words.activity,
            activity_date=written.activity_date,
            did_well=words.did_well,
            do_more=words.do_more,
            next_step=words.next_step,
            given_at=written.given_at,
            edited_at=written.edited_at,
            editable_until=written.editable_until,
            version=written.version,
        )


class FeedbackPage(BaseModel):
    """One page, newest first; ``next`` is the ``after`` of the following one."""

    items: tuple[FeedbackView, ...]
    next: UUID | None


@router.post("/written", status_code=201)
async def give(body: NewFeedback, work: Begun) -> Given:
    """Write to a doctor you supervised on the day of the activity."""
    decision = domain.give(
        body.words(),
        feedback_id=uuid7(work.now),
        doctor_id=body.doctor_id,
        activity_date=body.activity_date,
        by=work.actor,
        placements=await store.placements_of(work, body.doctor_id),
        at=work.now,
        today=work.today,
        editable_days=await store.editable_days(work),
    )
    await store.add(work, decision.written)
    work.say(*decision.events)
    return Given(id=decision.written.feedback_id)


@router.get("/written")
async def given_and_received(
    work: Begun, after: UUID | None = None, limit: Annotated[int, Query(ge=1, le=100)] = 50
) -> FeedbackPage:
    """What you gave and received."""
    page = await store.given_and_received(work, person_id=work.actor.person_id, after=after, limit=limit)
    following = page[-1].feedback_id if len(page) == limit else None
    return FeedbackPage(items=tuple(map(FeedbackView.of, page)), next=following)


@router.get("/written/{feedback_id}")
async def look(feedback_id: UUID, work: Begun, response: Response) -> FeedbackView:
    written = (await store.look_at(work, feedback_id)).seen_by(work.actor)
    etag(response, written.version)
    return FeedbackView.of(written)


@router.put("/written/{feedback_id}", status_code=204)
async def edit(feedback_id: UUID, body: NewWords, work: Begun, match: Match, response: Response) -> None:
    """Mend your own words within the days allowed for it (R51)."""
    written = await store.written(work, feedback_id)
    mended = domain.edit(written, body.words(), by=work.actor, at=work.now, today=work.today, match=match)
    etag(response, (await store.keep(work, mended)).version)
