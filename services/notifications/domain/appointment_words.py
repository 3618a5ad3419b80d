"""What is said of roles that nobody holds, or soon will not, and of those that come with a merger."""

from collections.abc import Mapping

from contracts import Event
from contracts.registry import AppointmentSuccessionDue, OrganisationClosed, VacancyReported
from contracts.vocabulary import VacancyStage
from contracts.vocabulary.labels import ROLES
from services.notifications.audience import Category
from services.notifications.domain.notice import Teller, Words, same
from services.notifications.domain.plain_words import Names, day


def _vacant(event: VacancyReported, names: Names) -> Words:
    """The trust is asked to appoint; the region, to ask why it has not."""
    at_trust = event.stage is VacancyStage.TRUST
    return same(
        "A role at your organisation is vacant" if at_trust else "A role at a trust has long been vacant",
        f"Role: {ROLES[event.role]}",
        f"Organisation: {names.organisation(event.trust)}",
        f"Nobody has held it since: {day(event.vacant_since)}",
        "The medical education team, or the deanery, appoints whom you name." if at_trust else "The trust was told.",
        title=f"No {ROLES[event.role]} at {names.organisation(event.trust)}",
    )


def _your_succession(event: AppointmentSuccessionDue, names: Names) -> Words:
    return same(
        "Your time as peer lead ends with your placement",
        f"Your last day at {names.organisation(event.code)}: {day(event.leaves_on)}",
        "The senior lead for resident doctor experience has been asked to find who follows you.",
    )


def _succession(event: AppointmentSuccessionDue, names: Names) -> Words:
    return same(
        "Find the next resident doctor peer lead",
        f"Organisation: {names.organisation(event.code)}",
        f"Peer lead now: {names.person(event.person_id)}, whose last day there is {day(event.leaves_on)}",
        "Have a resident appointed who is still there after that day.",
    )


def _merger(event: OrganisationClosed, names: Names) -> Words:
    """Only its successor's people are told, so there is one."""
    left, heir = names.organisation(event.code), names.organisation(event.successor or event.code)
    return same(
        "An organisation is merged into yours",
        f"{left} closes. Its last day: {day(event.closed_on)}",
        f"From the day after, whoever holds a role at {heir} holds it for what {left} left too: "
        "requests, opportunities and placements until the deanery's file says where they are now.",
        title=f"{left} is merged into {heir}",
    )


APPOINTMENT_TELLERS: Mapping[tuple[type[Event], Category], Teller] = {
    (VacancyReported, Category.VACANCY): _vacant,
    (AppointmentSuccessionDue, Category.YOUR_SUCCESSION): _your_succession,
    (AppointmentSuccessionDue, Category.SUCCESSION): _succession,
    (OrganisationClosed, Category.MERGER): _merger,
}
