"""What recognition is asked and what it answers."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Literal, Self
from unicodedata import category
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, StrictBool, StringConstraints

from chassis.http import READABLE
from contracts.vocabulary import ParticipationRole, RevocationReason
from services.recognition.domain import Certificate, Record, Signatory, grouped

_IN_NAMES = frozenset(" '-.\N{RIGHT SINGLE QUOTATION MARK}")


def _name(text: str) -> str:
    if not all(category(each)[0] in "LM" or each in _IN_NAMES for each in text):
        raise ValueError("write a name with letters, spaces, apostrophes, hyphens and full stops only")
    return text


def _one_line(text: str) -> str:
    if not text.isprintable():
        raise ValueError("write it on one line")
    return text


_Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100), READABLE]
Name = Annotated[_Line, AfterValidator(_name)]
Title = Annotated[_Line, AfterValidator(_one_line)]


class _Asked(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class NewCertificate(_Asked):
    participation_id: UUID
    recipient: Name
    """As on the register: it is printed as it is typed here."""
    signatory_name: Name
    signatory_title: Title

    @property
    def signatory(self) -> Signatory:
        return Signatory(self.signatory_name, self.signatory_title)


class NewRevocation(_Asked):
    reason: RevocationReason


class Sharing(_Asked):
    shareable: StrictBool


class Issued(BaseModel):
    id: UUID


class _Shown(BaseModel):
    model_config = ConfigDict(frozen=True)


class RecordView(_Shown):
    """A confirmed participation that nobody has certified yet."""

    participation_id: UUID
    doctor_id: UUID
    trust: str
    kind: str
    title: str
    role: ParticipationRole
    first_day: date
    last_day: date
    minutes: int
    confirmed_at: datetime

    @classmethod
    def of(cls, record: Record) -> Self:
        activity = record.activity
        return cls(
            participation_id=record.participation_id,
            doctor_id=record.doctor_id,
            trust=record.trust,
            kind=activity.kind,
            title=activity.title,
            role=activity.role,
            first_day=activity.first_day,
            last_day=activity.last_day,
            minutes=activity.minutes,
            confirmed_at=record.confirmed_at,
        )


class RecordPage(BaseModel):
    """One page, those that wait longest first; ``next`` is the ``after`` of the following one."""

    items: tuple[RecordView, ...]
    next: UUID | None

    @classmethod
    def of(cls, page: Sequence[Record], *, limit: int) -> Self:
        following = page[-1].participation_id if len(page) == limit else None
        return cls(items=tuple(map(RecordView.of, page)), next=following)


class CertificateView(_Shown):
    """A certificate as its holder and its issuers see it."""

    id: UUID
    code: str
    address: str
    """Where anybody who is shown it can check it."""
    participation_id: UUID
    doctor_id: UUID
    trust: str
    issuer: str
    recipient: str
    kind: str
    title: str
    role: ParticipationRole
    first_day: date
    last_day: date
    minutes: int
    signatory_name: str
    signatory_title: str
    issued_by: UUID
    issued_at: datetime
    sha256: str
    """Of the PDF."""
    shareable: bool
    revoked_at: datetime | None
    revoked_for: RevocationReason | None
    version: int

    @classmethod
    def of(cls, certificate: Certificate, *, address: str) -> Self:
        activity = certificate.activity
        return cls(
            id=certificate.certificate_id,
            code=grouped(certificate.code),
            address=address,
            participation_id=certificate.participation_id,
            doctor_id=certificate.doctor_id,
            trust=certificate.trust,
            issuer=certificate.issuer,
            recipient=certificate.recipient,
            kind=activity.kind,
            title=activity.title,
            role=activity.role,
            first_day=activity.first_day,
            last_day=activity.last_day,
            minutes=activity.minutes,
            signatory_name=certificate.signatory.name,
            signatory_title=certificate.signatory.title,
            issued_by=certificate.issued_by,
            issued_at=certificate.issued_at,
            sha256=certificate.sha256,
            shareable=certificate.shareable,
            revoked_at=certificate.revoked_at,
            revoked_for=certificate.revoked_for,
            version=certificate.version,
        )


class CertificatePage(BaseModel):
    """One page, newest first; ``next`` is the ``after`` of the following one."""

    items: tuple[CertificateView, ...]
    next: UUID | None


class VerificationView(_Shown):
    """What whoever was shown a certificate may know of it."""

    state: Literal["valid", "revoked"]
    code: str
    holder: str
    """Initials, unless the holder agreed to be named."""
    title: str
    role: ParticipationRole
    first_day: date
    last_day: date
    issuer: str
    issued_at: datetime
    revoked_at: datetime | None
    sha256: str
    """Of the PDF: a file with another one is not this certificate."""

    @classmethod
    def of(cls, certificate: Certificate) -> Self:
        return cls(
            state="valid" if certificate.revoked_at is None else "revoked",
            code=grouped(certificate.code),
            holder=certificate.holder_shown,
            title=certificate.activity.title,
            role=certificate.activity.role,
            first_day=certificate.activity.first_day,
            last_day=certificate.activity.last_day,
            issuer=certificate.issuer,
            issued_at=certificate.issued_at,
            revoked_at=certificate.revoked_at,
            sha256=certificate.sha256,
        )
