"""Certificates: issued, read, revoked by their issuers; read, downloaded, shared by their holders."""

import secrets
from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from chassis.http import Begun, Match, Router, etag
from chassis.ids import uuid7
from services.recognition import domain, store
from services.recognition.api.bodies import (
    CertificatePage,
    CertificateView,
    Issued,
    NewCertificate,
    NewRevocation,
    Sharing,
)
from services.recognition.gateway import Press


def router(press: Press) -> Router:
    """Its routes, which print with this press."""
    routes = Router(prefix="/api/recognition/certificates", tags=["recognition"])

    @routes.post("", status_code=201)
    async def issue(body: NewCertificate, work: Begun) -> Issued:
        """Certify a confirmed participation at your trust. While it stands, there is no second one of it."""
        record = await store.record(work, body.participation_id)
        decision = domain.issue(
            record,
            recipient=body.recipient,
            signatory=body.signatory,
            certificate_id=uuid7(work.now),
            code=domain.spelled(secrets.randbits(domain.BITS)),
            issuer=await store.name_of(work, record.trust),
            standing=await store.standing_certificate(work, record.participation_id),
            by=work.actor,
            at=work.now,
        )
        pdf = await press.print(decision.certificate)
        await store.add(work, decision.certificate.printed_as(pdf), pdf)
        work.say(*decision.events)
        return Issued(id=decision.certificate.certificate_id)

    @routes.get("")
    async def certificates(
        work: Begun, after: UUID | None = None, limit: Annotated[int, Query(ge=1, le=100)] = 50
    ) -> CertificatePage:
        """What you hold, and what the trusts that you issue for have issued."""
        trusts, person = domain.trusts_issued_for(work.actor), work.actor.person_id
        page = await store.certificates_of(work, person_id=person, trusts=trusts, after=after, limit=limit)
        following = page[-1].certificate_id if len(page) == limit else None
        shown = (CertificateView.of(certificate, address=press.address(certificate)) for certificate in page)
        return CertificatePage(items=tuple(shown), next=following)

    @routes.get("/{certificate_id}")
    async def look(certificate_id: UUID, work: Begun, response: Response) -> CertificateView:
        certificate = (await store.look_at(work, certificate_id)).seen_by(work.actor)
        etag(response, certificate.version)
        return CertificateView.of(certificate, address=press.address(certificate))

    @routes.get("/{certificate_id}/pdf", response_class=Response)
    async def pdf(certificate_id: UUID, work: Begun) -> Response:
        """The document, as it was printed when it was issued; gone once it is revoked."""
        certificate = (await store.look_at(work, certificate_id)).seen_by(work.actor).still_holds()
        headers = {
            "Content-Disposition": f'inline; filename="certificate-{domain.grouped(certificate.code)}.pdf"',
            "Cache-Control": "private, no-store",
        }
        return Response(await store.document(work, certificate_id), media_type="application/pdf", headers=headers)

    @routes.post("/{certificate_id}/revocation", status_code=204)
    async def revoke(certificate_id: UUID, body: NewRevocation, work: Begun, match: Match, response: Response) -> None:
        """Take back what your trust certified. Whoever verifies it is told so; another can be issued."""
        certificate = await store.certificate(work, certificate_id)
        decision = domain.revoke(certificate, reason=body.reason, by=work.actor, at=work.now, match=match)
        etag(response, (await store.keep(work, decision.certificate)).version)
        work.say(*decision.events)

    @routes.put("/{certificate_id}/sharing", status_code=204)
    async def share(certificate_id: UUID, body: Sharing, work: Begun, match: Match, response: Response) -> None:
        """Agree that your name is shown to whoever verifies your certificate, or take that back (R67)."""
        certificate = await store.certificate(work, certificate_id)
        shared = domain.share(certificate, shareable=body.shareable, by=work.actor, match=match)
        etag(response, (await store.keep(work, shared)).version)

    return routes
