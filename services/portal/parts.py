"""What one portal works with, put together once in ``app.py``."""

from dataclasses import dataclass, field

import httpx
from fastapi import Request
from joserfc.jwk import OKPKey

from chassis.database import Database
from chassis.settings import Environment
from services.portal import store
from services.portal.domain import Pace, reader
from services.portal.gateway import Issuer, Registry, Upstreams


@dataclass(frozen=True, slots=True)
class Portal:
    """Its secrets stay out of its ``repr``."""

    env: Environment
    key: OKPKey = field(repr=False)
    operator_secret: str = field(repr=False)
    client: httpx.AsyncClient
    registry: Registry
    upstreams: Upstreams
    urls: dict[str, str]
    """Base URL of each service, by its name."""
    public_url: str
    """Scheme, host and port that browsers know, without a slash at the end."""
    issuer: Issuer | None
    issuer_name: str
    issuer_origin: str
    places: dict[str, str] = field(default_factory=dict)
    """Names of organisations by code, once somebody's page has asked for them: they are public, and change rarely."""
    pace: Pace = field(default_factory=Pace)

    @property
    def is_production(self) -> bool:
        return self.env is Environment.PRODUCTION

    @property
    def is_secure(self) -> bool:
        return self.public_url.startswith("https://")

    async def admit(self, request: Request, database: Database) -> None:
        """One more verification of this reader's, signed in or not, as often as the rule says. Raises TooMany."""
        async with database.begin() as work:
            at_most = await store.verifications_per_minute(work)
        self.pace.take(reader(request.client.host if request.client else ""), at_most=at_most, at=work.now)
