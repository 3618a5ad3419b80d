"""What the environment tells the portal: where the services are, and the two secrets it signs people in with."""

from typing import Any

from pydantic import Field, SecretStr

from chassis.settings import ServiceSettings


class Settings(ServiceSettings):
    upstreams: dict[str, str]
    """Base URL of each service, by its name in ``/api/<name>``."""
    signing_key: dict[str, Any] = Field(repr=False)
    """The private Ed25519 JSON Web Key that tokens are signed with."""
    operator_secret: SecretStr
    """Whoever knows it may ask for anybody's token in dev, demo and test; production ignores it."""
    body_limit: int = Field(default=50_000_000, ge=1)
    """Bytes of the largest request body passed on."""
