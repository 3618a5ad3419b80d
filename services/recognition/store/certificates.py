"""Certificates, and the documents as they were printed once."""

from collections.abc import Collection
from dataclasses import asdict, fields, replace
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, insert, or_, select, update

from chassis.paging import page_of
from chassis.work import UnitOfWork
from contracts.vocabulary import RevocationReason
from services.recognition.domain import Certificate, Signatory
from services.recognition.store.records import activity_in
from services.recognition.store.tables import certificates, documents

_NESTED = frozenset({"activity", "signatory"})
_PLAIN = tuple(field.name for field in fields(Certificate) if field.name not in _NESTED | {"revoked_for"})


async def standing_certificate(work: UnitOfWork, participation_id: UUID) -> UUID | None:
    """The certificate of a participation that holds; the caller holds the record of it."""
    which = (certificates.c.participation_id == participation_id) & certificates.c.revoked_at.is_(None)
    row = await work.first(select(certificates.c.certificate_id).where(which))
    return None if row is None else UUID(str(row["certificate_id"]))


async def add(work: UnitOfWork, certificate: Certificate, pdf: bytes) -> None:
    await work.run(insert(certificates).values(_row(certificate)))
    await work.run(insert(documents).values(certificate_id=certificate.certificate_id, pdf=pdf))


async def certificate(work: UnitOfWork, certificate_id: UUID) -> Certificate:
    """Load it and hold it: no one else changes it until we commit. Raises NotFound."""
    which = certificates.c.certificate_id == certificate_id
    return _certificate(await work.one(select(certificates).where(which).with_for_update()))


async def look_at(work: UnitOfWork, certificate_id: UUID) -> Certificate:
    """Load it without holding it, to show. Raises NotFound."""
    return _certificate(await work.one(select(certificates).where(certificates.c.certificate_id == certificate_id)))


async def verified_by(work: UnitOfWork, code: str) -> Certificate:
    """Raises NotFound."""
    return _certificate(await work.one(select(certificates).where(certificates.c.code == code)))


async def document(work: UnitOfWork, certificate_id: UUID) -> bytes:
    """Its PDF. Raises NotFound."""
    row = await work.one(select(documents.c.pdf).where(documents.c.certificate_id == certificate_id))
    return bytes(row["pdf"])


async def keep(work: UnitOfWork, certificate: Certificate) -> Certificate:
    """Keep a held certificate as its next version."""
    following = replace(certificate, version=certificate.version + 1)
    which = certificates.c.certificate_id == certificate.certificate_id
    await work.run(update(certificates).where(which).values(_row(following)))
    return following


async def certificates_of(
    work: UnitOfWork, *, person_id: UUID, trusts: Collection[str], after: UUID | None, limit: int
) -> list[Certificate]:
    """Held by this person, or of these trusts; newest first, from behind the one named."""
    of = certificates.c
    theirs = or_(of.doctor_id == person_id, of.trust.in_(sorted(trusts)))
    page = page_of(select(certificates).where(theirs), of.issued_at, of.certificate_id, after=after, limit=limit)
    return [_certificate(row) for row in await work.all(page)]


def _row(certificate: Certificate) -> dict[str, Any]:
    signed = {"signatory_name": certificate.signatory.name, "signatory_title": certificate.signatory.title}
    plain = {name: getattr(certificate, name) for name in _PLAIN}
    return plain | asdict(certificate.activity) | signed | {"revoked_for": certificate.revoked_for}


def _certificate(row: RowMapping) -> Certificate:
    return Certificate(
        activity=activity_in(row),
        signatory=Signatory(row["signatory_name"], row["signatory_title"]),
        revoked_for=None if row["revoked_for"] is None else RevocationReason(row["revoked_for"]),
        **{name: row[name] for name in _PLAIN},
    )
