"""Who is told of opportunities: who made one, who leads it, and who takes part."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from contracts import Event
from contracts.opportunities import (
    InterestAnswered,
    InterestExpressed,
    InterestWithdrawn,
    OpportunityPublished,
    ParticipationConfirmed,
)
from contracts.vocabulary import Role
from services.notifications.audience.terms import Category, Holders, InOffice, Telling, Urgency


def _participant(event: InterestAnswered | ParticipationConfirmed) -> Iterable[UUID]:
    return (event.doctor_id,)


def _lead(event: InterestExpressed | InterestWithdrawn) -> Iterable[InOffice]:
    return (InOffice(event.lead_id, otherwise=Holders(Role.CHAMPION, event.trust)),)


def _co_producer(event: OpportunityPublished) -> Iterable[UUID]:
    return (event.co_producer_id,) if event.co_producer_id else ()


OPPORTUNITIES: Mapping[type[Event], tuple[Telling, ...]] = {
    OpportunityPublished: (Telling(_co_producer, Category.YOU_CO_PRODUCED, Urgency.NO_MAIL),),
    InterestExpressed: (Telling(_lead, Category.INTEREST_TO_ANSWER, Urgency.AT_ONCE),),
    InterestWithdrawn: (Telling(_lead, Category.INTEREST_TO_ANSWER, Urgency.NO_MAIL),),
    InterestAnswered: (Telling(_participant, Category.YOUR_INTEREST, Urgency.AT_ONCE),),
    ParticipationConfirmed: (Telling(_participant, Category.YOUR_PARTICIPATION, Urgency.NO_MAIL),),
}
