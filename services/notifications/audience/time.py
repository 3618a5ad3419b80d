"""Protected time: who is told of it, and of what is private."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from contracts import Event
from contracts.leave import CapacityPublished, NoticeDue, SdtConfirmed, SdtScheduled
from contracts.vocabulary import Role
from services.notifications.audience.terms import Category, Holders, Telling, Urgency


def _whose_time(event: SdtScheduled) -> Iterable[UUID]:
    return (event.doctor_id,)


def _planners_of_time_not_had(event: SdtConfirmed) -> Iterable[Holders]:
    at = event.planned_at or event.trust
    return () if event.gets_it else (Holders(Role.ROTA_COORDINATOR, at), Holders(Role.DME, at))


def _planners(event: CapacityPublished) -> Iterable[Holders]:
    """The director too, of what is still too short: who was told once needs no other mail."""
    there = Holders(Role.ROTA_COORDINATOR, event.trust), Holders(Role.MEDED_ADMIN, event.trust)
    return (*there, *_who_answers(event)) if event.short_before else there


def _who_answers_for_what_is_short(event: CapacityPublished) -> Iterable[Holders]:
    return () if event.short_before else _who_answers(event)


def _who_answers(event: CapacityPublished) -> Iterable[Holders]:
    return (Holders(Role.DME, event.trust),) if event.half_days_owed > event.half_days_free else ()


def _reader(event: NoticeDue) -> Iterable[UUID]:
    return (event.person_id,)


TIME: Mapping[type[Event], tuple[Telling, ...]] = {
    SdtScheduled: (Telling(_whose_time, Category.YOUR_TIME, Urgency.NO_MAIL),),
    SdtConfirmed: (Telling(_planners_of_time_not_had, Category.TEAM_TIME, Urgency.NO_MAIL),),
    CapacityPublished: (
        Telling(_planners, Category.TEAM_CAPACITY, Urgency.NO_MAIL),
        Telling(_who_answers_for_what_is_short, Category.CAPACITY_SHORT, Urgency.AT_ONCE),
    ),
    NoticeDue: (Telling(_reader, Category.PRIVATE, Urgency.AT_ONCE),),
}
