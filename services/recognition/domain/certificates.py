"""Certificates: who may issue and revoke one, and who sees what of it (C-D3, R67)."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Self
from uuid import UUID

from chassis.errors import LostUpdate, NotFound
from contracts import Actor, Event
from contracts.recognition import CertificateIssued, CertificateRevoked
from contracts.vocabulary import ParticipationRole, RevocationReason, Role
from services.recognition.domain.names import initials
from services.recognition.domain.refusals import (
    AlreadyIssued,
    AlreadyRevoked,
    IssuerUnknown,
    NoLongerHolds,
    OwnParticipation,
)

ISSUERS = frozenset({Role.CHAMPION, Role.MEDED_ADMIN})
"""Who certifies for a trust (domain reference, section 5; C-D3)."""


def trusts_issued_for(actor: Actor) -> frozenset[str]:
    return frozenset(grant.scope for grant in actor.grants if grant.role in ISSUERS and grant.scope)


@dataclass(frozen=True, slots=True)
class Activity:
    """What somebody took part in, as its lead confirmed it."""

    kind: str
    title: str
    role: ParticipationRole
    first_day: date
    last_day: date
    minutes: int


@dataclass(frozen=True, slots=True)
class Record:
    """A confirmed participation, from which a certificate may be issued."""

    participation_id: UUID
    doctor_id: UUID
    trust: str
    activity: Activity
    confirmed_at: datetime


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs, and as what: their role, or their seat on the board."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """A trust's word that somebody took part in something; what it says never changes."""

    certificate_id: UUID
    code: str
    participation_id: UUID
    doctor_id: UUID
    trust: str
    issuer: str
    """The trust's name on the day of issue."""
    recipient: str
    """As on the register, typed by the issuer; it leaves this service on paper only."""
    activity: Activity
    signatory: Signatory
    confirmed_at: datetime
    issued_by: UUID
    issued_at: datetime
    sha256: str = ""
    """Of its PDF, once it is printed."""
    shareable: bool = False
    revoked_at: datetime | None = None
    revoked_by: UUID | None = None
    revoked_for: RevocationReason | None = None
    version: int = 1

    def printed_as(self, pdf: bytes) -> Self:
        return replace(self, sha256=sha256(pdf).hexdigest())

    @property
    def holder_shown(self) -> str:
        """What whoever verifies it is told of its holder: the name only where the holder agreed (R67)."""
        return self.recipient if self.shareable else initials(self.recipient)

    def seen_by(self, actor: Actor) -> Self:
        """Itself, for its holder for life, and for who issues for the trust today. Raises NotFound for others."""
        if actor.person_id != self.doctor_id and self.trust not in trusts_issued_for(actor):
            raise NotFound
        return self

    def still_holds(self) -> Self:
        """Itself. Raises NoLongerHolds for one that was revoked."""
        if self.revoked_at is not None:
            raise NoLongerHolds
        return self


@dataclass(frozen=True, slots=True)
class Decision:
    """The certificate as it is from now on, and the facts that made it so."""

    certificate: Certificate
    events: tuple[Event, ...] = ()


def issue(
    record: Record,
    *,
    recipient: str,
    signatory: Signatory,
    certificate_id: UUID,
    code: str,
    issuer: str | None,
    standing: UUID | None,
    by: Actor,
    at: datetime,
) -> Decision:
    """Certify a confirmed participation for the trust it was at; ``standing`` is the certificate of it that holds.

    Raises NotFound, OwnParticipation, AlreadyIssued, IssuerUnknown.
    """
    if record.trust not in trusts_issued_for(by):
        raise NotFound
    if record.doctor_id == by.person_id:
        raise OwnParticipation("Ask another champion, or the medical education team, to issue it.")
    if standing is not None:
        raise AlreadyIssued("Revoke it first if it is wrong.", certificate_id=standing)
    if issuer is None:
        raise IssuerUnknown(f"The name of organisation {record.trust} has not arrived: try again later.")
    certificate = Certificate(
        certificate_id=certificate_id,
        code=code,
        participation_id=record.participation_id,
        doctor_id=record.doctor_id,
        trust=record.trust,
        issuer=issuer,
        recipient=recipient,
        activity=record.activity,
        signatory=signatory,
        confirmed_at=record.confirmed_at,
        issued_by=by.person_id,
        issued_at=at,
    )
    issued = CertificateIssued(
        certificate_id=certificate_id,
        participation_id=record.participation_id,
        doctor_id=record.doctor_id,
        trust=record.trust,
        kind=record.activity.kind,
        issued_by=by.person_id,
        confirmed_at=record.confirmed_at,
        issued_at=at,
    )
    return Decision(certificate, (issued,))


def revoke(
    certificate: Certificate, *, reason: RevocationReason, by: Actor, at: datetime, match: int | None = None
) -> Decision:
    """Take it back, visibly. Raises NotFound, OwnParticipation, LostUpdate, AlreadyRevoked."""
    if certificate.trust not in trusts_issued_for(by):
        raise NotFound
    if certificate.doctor_id == by.person_id:
        raise OwnParticipation("Ask another champion, or the medical education team, to revoke it.")
    LostUpdate.unless_at(match, certificate.version, f"certificate {certificate.certificate_id}")
    if certificate.revoked_at is not None:
        raise AlreadyRevoked
    revoked = CertificateRevoked(
        certificate_id=certificate.certificate_id,
        participation_id=certificate.participation_id,
        doctor_id=certificate.doctor_id,
        trust=certificate.trust,
        kind=certificate.activity.kind,
        confirmed_at=certificate.confirmed_at,
        reason=reason,
        revoked_by=by.person_id,
        revoked_at=at,
    )
    taken_back = replace(certificate, revoked_at=at, revoked_by=by.person_id, revoked_for=reason)
    return Decision(taken_back, (revoked,))


def share(certificate: Certificate, *, shareable: bool, by: Actor, match: int | None = None) -> Certificate:
    """Show one's own name to whoever verifies it, or no longer (R67). Raises NotFound, LostUpdate."""
    if by.person_id != certificate.doctor_id:
        raise NotFound
    LostUpdate.unless_at(match, certificate.version, f"certificate {certificate.certificate_id}")
    return replace(certificate, shareable=shareable)
