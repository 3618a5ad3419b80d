"""What the environment tells the portal: where the services are, what it signs with, and who says who people are."""

from ipaddress import ip_address
from typing import Any, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, model_validator

from chassis.settings import Environment, ServiceSettings


class Settings(ServiceSettings):
    upstreams: dict[str, str]
    """Base URL of each service, by its name in ``/api/<name>``."""
    signing_key: dict[str, Any] = Field(repr=False)
    """The private Ed25519 JSON Web Key that tokens are signed with."""
    operator_secret: SecretStr
    """Whoever knows it may ask for anybody's token in dev, demo and test; production ignores it."""
    body_limit: int = Field(default=50_000_000, ge=1)
    """Bytes of the largest request body passed on."""
    public_url: str = "http://127.0.0.1:8000"
    """Where browsers find the portal: scheme, host and port. Forms are taken from there only."""
    issuer: str | None = None
    """OpenID Connect issuer, exactly as its metadata names it. Production does not start without one; there is one
    only, so that an issuer for development and a real one never stand side by side."""
    issuer_name: str = "your organisation"
    """How people know it: "Sign in with …"."""
    client_id: str = "fairlead"
    client_secret: SecretStr | None = None
    person_claim: str = "sub"
    """Which claim holds what the registry knows people by: an id or a registration number."""

    @property
    def is_secure(self) -> bool:
        return self.public_url.startswith("https://")

    @model_validator(mode="after")
    def _locked(self) -> Self:
        """What is convenient on one machine is closed where people really work (reference B1, locks 2 and 3)."""
        if self.env is not Environment.PRODUCTION:
            return self
        if self.issuer is None or self.client_secret is None:
            raise ValueError("in production people sign in with an issuer: set FAIRLEAD_ISSUER and its client secret")
        for what, url in (("issuer", self.issuer), ("public_url", self.public_url)):
            if not url.startswith("https://") or _is_loopback(url):
                raise ValueError(f"in production {what} is https, and not on this machine itself")
        return self


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
