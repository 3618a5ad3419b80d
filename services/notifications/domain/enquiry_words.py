"""What is said of what an employer asks a doctor; question and answer stay behind sign-in."""

from collections.abc import Mapping

from contracts import Event
from contracts.registry import EnquiryAnswered, EnquiryMade
from services.notifications.audience import Category
from services.notifications.domain.notice import Teller, Words, same
from services.notifications.domain.plain_words import Names, day


def _made(event: EnquiryMade, names: Names) -> Words:
    return same(
        "Your employer asks you for information",
        f"Asked by: {names.organisation(event.trust)}",
        f"Answer by: {day(event.due_on)}",
    )


def _answered(event: EnquiryAnswered, names: Names) -> Words:
    return same(
        "A doctor has answered what you asked",
        f"Where: {names.organisation(event.trust)}",
        f"It was to be answered by: {day(event.due_on)}",
        title=f"Answered: {names.doctor(event.doctor_id)}",
    )


ENQUIRY_TELLERS: Mapping[tuple[type[Event], Category], Teller] = {
    (EnquiryMade, Category.ENQUIRY_TO_ANSWER): _made,
    (EnquiryAnswered, Category.ENQUIRY_ANSWERED): _answered,
}
