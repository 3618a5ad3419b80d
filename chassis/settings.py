"""What the environment tells every service."""

from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Environment(StrEnum):
    DEV = "dev"
    DEMO = "demo"
    TEST = "test"
    PRODUCTION = "production"


SECRETS = Path("/run/secrets")
"""Where containers have what is not for the environment, which everybody on the host can read."""


class ServiceSettings(BaseSettings):
    """Read from ``FAIRLEAD_…`` variables, else from files of ``/run/secrets`` with such names in small letters.

    An empty variable counts as none. No default for a secret or an address of a peer.
    """

    model_config = SettingsConfigDict(
        env_prefix="FAIRLEAD_",
        env_ignore_empty=True,
        secrets_dir=SECRETS if SECRETS.is_dir() else None,
        frozen=True,
        extra="ignore",
    )

    env: Environment = Environment.PRODUCTION
    database: str
    """``postgresql://role:password@host:port/name``; a direct connection, not through a transaction pooler."""
    kafka: str
    """Bootstrap servers, separated by commas."""
    public_keys: dict[str, Any]
    """JSON Web Key Set that tokens are verified with."""
    http_host: str = "127.0.0.1"
    http_port: int = 8000
    largest_body: int = Field(default=1_000_000, ge=1)
    """Bytes of a request's body; routes that take files have limits of their own."""
    otlp: str | None = None
    """Base URL of an OTLP/HTTP receiver; none: no traces leave."""
    ordinal: int = 0
    """Which replica this is; part of the static consumer group member's name."""
    session_timeout_ms: int = Field(default=45_000, ge=1_000)
    max_poll_interval_ms: int = Field(default=300_000, ge=1_000)
    """How long one batch may be in hand before the member counts as idle and sits out a rebalance."""
    replication_factor: int = Field(default=3, ge=1)
    pool_size: int = Field(default=10, ge=2)
    clock_skew_seconds: float = Field(default=5.0, gt=0)
    """How far the clock may be from the database's before the service is not ready."""
    inbox_days: int = Field(default=30, ge=1)
    """How long the id of an event is remembered, from when it came."""
    bulk_traces_per_second: int = 50
    """Rows of an import whose traces are all kept, a second; above it one in twenty."""
