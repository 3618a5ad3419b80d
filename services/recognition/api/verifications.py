"""Verification: for whoever is shown a certificate, without sign-in."""

from fastapi import Response

from chassis.errors import NotFound
from chassis.http import Begun, Router
from services.recognition import domain, store
from services.recognition.api.bodies import VerificationView
from services.recognition.domain import Pace


def router(pace: Pace) -> Router:
    """Its one route, which answers at this pace."""
    routes = Router(prefix="/api/recognition/verifications", tags=["recognition"])

    @routes.get("/{code}")
    async def verify(code: str, work: Begun, response: Response) -> VerificationView:
        """What a code proves. Small letters, dashes and spaces of any kind are understood, O as 0, I and L as 1."""
        pace.take(at=work.now)
        understood = domain.understood(code)
        if understood is None:
            raise NotFound
        certificate = await store.verified_by(work, understood)
        response.headers["Cache-Control"] = "no-store"
        return VerificationView.of(certificate)

    return routes
