"""The portal's own answers to programs: tokens, keys; and everybody else's, passed on."""

import hmac
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Header, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from chassis.tokens import LIFETIME, mint
from contracts.vocabulary import Role
from services.portal import domain
from services.portal.domain import TokensRefused
from services.portal.parts import Portal

VERIFICATIONS = "/api/recognition/verifications/"
"""Answered to anybody, so at a pace for each reader; their service does not see who reads."""


class TokenAsked(BaseModel):
    model_config = ConfigDict(extra="forbid")

    person: str = Field(min_length=1, max_length=254)
    """An id, a registration number or a mail address; or ``operator`` or ``deanery``, who are no persons."""
    role: Role | None = None


class GrantView(BaseModel):
    role: Role
    scope: str | None


class TokenView(BaseModel):
    token: str
    expires_at: datetime
    person_id: UUID
    grants: list[GrantView]


def router(portal: Portal) -> APIRouter:
    """The routes of one portal. No unit of work: nothing is kept, and a passed-on request may take its time."""
    routes = APIRouter()

    @routes.get("/api/portal/keys")
    async def keys() -> dict[str, Any]:
        """The public keys that tokens are verified with, as a JSON Web Key Set."""
        return {"keys": [portal.key.as_dict(private=False, kid=portal.key.thumbprint(), alg="Ed25519", use="sig")]}

    @routes.post("/api/portal/tokens")
    async def tokens(asked: TokenAsked, request: Request, authorization: Annotated[str, Header()] = "") -> TokenView:
        """A token of ten minutes for anybody, for whoever knows the operator's secret; never in production."""
        _check_operator(portal, authorization)
        now = request.app.state.database.clock.now()
        holder = domain.stand_in(asked.person) or await portal.registry.holder(asked.person, at=now)
        holder = domain.narrowed(holder, to=asked.role)
        in_order = sorted(holder.grants, key=lambda grant: (grant.role, grant.scope or ""))
        return TokenView(
            token=mint(portal.key, holder.person_id, in_order, at=now),
            expires_at=now + LIFETIME,
            person_id=holder.person_id,
            grants=[GrantView(role=grant.role, scope=grant.scope) for grant in in_order],
        )

    @routes.api_route(
        "/api/{service}/{path:path}",
        methods=["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
        include_in_schema=False,
    )
    async def forward(service: str, request: Request) -> Response:
        if request.url.path.startswith(VERIFICATIONS):
            await portal.admit(request, request.app.state.database)
        return await portal.upstreams.forward(request, to=service)

    return routes


def _check_operator(portal: Portal, authorization: str) -> None:
    if portal.is_production:
        raise TokensRefused("in production people sign in; tokens by secret exist in dev, demo and test only")
    scheme, _, secret = authorization.partition(" ")
    known = portal.operator_secret.encode()
    if scheme.lower() != "operator" or not hmac.compare_digest(secret.encode(), known):
        raise TokensRefused("send the operator's secret: Authorization: Operator SECRET")
