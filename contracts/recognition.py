"""Facts of recognition: that a certificate was issued or revoked, never whose name stands on it."""

from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from contracts._event import PLACE, Event, Topic
from contracts.vocabulary import KindCode, OdsCode, RevocationReason


class _OfCertificate(Event):
    topic: ClassVar[Topic] = Topic.RECOGNITION

    certificate_id: UUID
    participation_id: UUID
    doctor_id: UUID
    trust: OdsCode
    kind: KindCode
    confirmed_at: AwareDatetime
    """When the participation it rests on was confirmed: from then on the doctor waited for it."""

    @property
    def key(self) -> str:
        return str(self.doctor_id)

    @property
    def subject(self) -> str:
        return str(self.certificate_id)

    @property
    def extensions(self) -> dict[str, str]:
        return {PLACE: self.trust}


class CertificateIssued(_OfCertificate):
    """A trust certifies that a doctor took part in something; of a participation one certificate stands (C-D3, R67)."""

    type: ClassVar[str] = "fairlead.certificate.issued.v1"
    issued_by: UUID
    issued_at: AwareDatetime


class CertificateRevoked(_OfCertificate):
    """A certificate no longer holds, and says so to whoever verifies it; another may be issued in its place."""

    type: ClassVar[str] = "fairlead.certificate.revoked.v1"
    reason: RevocationReason
    revoked_by: UUID
    revoked_at: AwareDatetime
