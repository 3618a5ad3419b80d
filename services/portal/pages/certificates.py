"""A certificate as it was printed; the way to it is the notice that it was issued."""

from uuid import UUID

from fastapi import Response

from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visiting

router = Pages()


@router.get("/certificates/{certificate_id:uuid}/certificate.pdf")
async def certificate_pdf(certificate_id: UUID, visit: Visiting) -> Response:
    """For its holder and its issuers; gone once it is revoked."""
    printed = await visit.ask.file(f"/api/recognition/certificates/{certificate_id}/pdf")
    headers = {
        **visit.look.headers(),
        "Content-Disposition": f'attachment; filename="certificate-{certificate_id}.pdf"',
    }
    return Response(printed.content, media_type=printed.media_type, headers=headers)
