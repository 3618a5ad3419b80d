"""What a doctor is told of their certificates."""

from collections.abc import Mapping

from chassis.clock import london_date
from contracts import Event
from contracts.recognition import CertificateIssued, CertificateRevoked
from services.notifications.audience import Category
from services.notifications.domain.notice import Teller, Words
from services.notifications.domain.plain_words import REVOCATIONS, Names, day


def _issued(event: CertificateIssued, names: Names) -> Words:
    lines = (f"Issued by: {names.organisation(event.trust)}", f"Issued on: {day(london_date(event.issued_at))}")
    subject = "You have a new certificate"
    return Words(subject, subject, lines, (*lines, "Sign in to download it."))


def _revoked(event: CertificateRevoked, names: Names) -> Words:
    lines = (f"Issued by: {names.organisation(event.trust)}", f"Revoked on: {day(london_date(event.revoked_at))}")
    why = (f"Reason: {REVOCATIONS[event.reason]}", "Whoever verifies it is told that it was revoked.")
    subject = "A certificate of yours was revoked"
    return Words(subject, subject, (*lines, *why), (*lines, "Sign in to read why."))


CERTIFICATE_TELLERS: Mapping[tuple[type[Event], Category], Teller] = {
    (CertificateIssued, Category.YOUR_CERTIFICATE): _issued,
    (CertificateRevoked, Category.YOUR_CERTIFICATE): _revoked,
}
