"""What a certificate's code proves: for whoever was shown one, without sign-in."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from urllib.parse import quote

from fastapi import Response
from pydantic import BaseModel, ConfigDict

from chassis.errors import NotFound
from contracts.vocabulary import ParticipationRole
from services.portal.domain import TooMany
from services.portal.gateway import SaidNo
from services.portal.pages.page import Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting

router = Pages()

_START = Link("Start page", "/")
_AGAIN = Link("Check another code", "/verify")
_LONGEST = 40


class Certificate(BaseModel):
    model_config = ConfigDict(frozen=True)

    state: str
    code: str
    holder: str
    title: str
    role: ParticipationRole
    first_day: date
    last_day: date
    issuer: str
    issued_at: datetime
    revoked_at: datetime | None
    sha256: str

    @property
    def is_valid(self) -> bool:
        return self.state == "valid"


@dataclass(frozen=True, kw_only=True)
class Verify(Page):
    template: ClassVar = "verify.html.jinja"
    title: str = "Check a certificate"
    back: Link | None = _START
    code: str = ""


@dataclass(frozen=True, kw_only=True)
class Verified(Page):
    template: ClassVar = "verified.html.jinja"
    back: Link | None = _AGAIN
    certificate: Certificate


@router.get("/verify")
async def verify(visit: Visiting) -> Response:
    return visit.show(Verify())


@router.post("/verify")
async def verify_code(visit: Visiting) -> Response:
    code = visit.text("code")
    if not code or len(code) > _LONGEST:
        return _not_found(visit, code[:_LONGEST], "Enter the code that stands on the certificate", 422)
    return visit.go(f"/verify/{quote(code, safe='')}")


@router.get("/verify/{code}")
async def verified(code: str, visit: Visiting) -> Response:
    """Where a certificate's own code leads."""
    try:
        await visit.portal.admit(visit.request, visit.database)
        found = await visit.ask_openly.get(Certificate, f"/api/recognition/verifications/{quote(code, safe='')}")
    except NotFound:
        return _not_found(visit, code, "No certificate has this code: check each letter and number", 404)
    except (SaidNo, TooMany) as no:
        refused = _not_found(visit, code, str(no), 429)
        if no.retry_after is not None:
            refused.headers["Retry-After"] = str(no.retry_after)
        return refused
    title = "This certificate is valid" if found.is_valid else "This certificate was taken back"
    return visit.show(Verified(title=title, certificate=found))


def _not_found(visit: Visit, code: str, why: str, status: int) -> Response:
    return visit.show(Verify(code=code, faults=(Fault("code", why),)), status=status)
