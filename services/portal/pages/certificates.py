"""Certificates: those one holds, and each as it was printed (C-D3)."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from fastapi import Response

from services.portal.pages import shapes
from services.portal.pages.page import HOME, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visiting

router = Pages()


@dataclass(frozen=True, kw_only=True)
class CertificatesPage(Page):
    template: ClassVar = "certificates.html.jinja"
    title: str = "Certificates"
    back: Link | None = HOME
    certificates: tuple[shapes.Certificate, ...]
    mine: UUID
    """Whose are shown without a name: whoever issues for a trust sees those of others too."""
    next: UUID | None


@router.get("/certificates")
async def certificates(visit: Visiting, after: UUID | None = None) -> Response:
    page = await visit.ask.get(shapes.Certificates, "/api/recognition/certificates", after=after)
    return visit.show(CertificatesPage(certificates=page.items, mine=visit.person_id, next=page.next))


@router.get("/certificates/{certificate_id:uuid}/certificate.pdf")
async def certificate_pdf(certificate_id: UUID, visit: Visiting) -> Response:
    """For its holder and its issuers; gone once it is revoked."""
    printed = await visit.ask.file(f"/api/recognition/certificates/{certificate_id}/pdf")
    headers = {
        **visit.look.headers(),
        "Content-Disposition": f'attachment; filename="certificate-{certificate_id}.pdf"',
    }
    return Response(printed.content, media_type=printed.media_type, headers=headers)
