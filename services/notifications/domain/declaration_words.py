"""What is said of placements that doctors declare themselves; a confirmed one is announced as any other."""

from collections.abc import Mapping

from contracts import Event
from contracts.registry import DeclarationMade, DeclarationRefused
from services.notifications.audience import Category
from services.notifications.domain.notice import Teller, Words, same
from services.notifications.domain.plain_words import Names, days


def _declared(event: DeclarationMade, names: Names) -> Words:
    return same(
        "A doctor says that they work at your trust",
        f"Where: {names.organisation(event.host)}",
        f"From when to when: {days(event.start, event.end)}",
        "No file of the deanery or of your trust has it. Confirm it, or say why not.",
        title=f"Placement to confirm: {names.doctor(event.doctor_id)}",
    )


def _refused(event: DeclarationRefused, names: Names) -> Words:
    where = f"Where: {names.organisation(event.host)}"
    when = f"From when to when: {days(event.start, event.end)}"
    return Words(
        "There is an answer about your placement",
        "The placement that you declared is not confirmed",
        (where, when, "The declaration shows why."),
        (where, when, "Sign in to read the answer."),
    )


DECLARATION_TELLERS: Mapping[tuple[type[Event], Category], Teller] = {
    (DeclarationMade, Category.DECLARATION_TO_ANSWER): _declared,
    (DeclarationRefused, Category.YOUR_DECLARATION): _refused,
}
