"""Where a running region answers; every command finds it through this one file."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from fairlead.embedded.layout import Layout, write_private
from fairlead.embedded.processes import Mark


class PostgresAddress(BaseModel):
    model_config = ConfigDict(frozen=True)

    host: str
    port: int
    dsn: str
    """The administrator's, with password."""


class SmtpAddress(BaseModel):
    model_config = ConfigDict(frozen=True)

    host: str
    port: int


class Addresses(BaseModel):
    """Everything another process needs to talk to the region. Holds passwords: the file is for its owner only."""

    model_config = ConfigDict(frozen=True)

    supervisor: Mark | None
    """None: others keep the region running, and only its addresses are here."""
    env: str
    portal: str
    """Where people find it; commands ask ``services["portal"]``, which containers have under another name."""
    kafka: str
    postgres: PostgresAddress
    databases: dict[str, str]
    """DSN with password, by service."""
    smtp: SmtpAddress
    traces: str
    """The trace viewer's pages; empty where there is none."""
    otlp: str | None
    """Base of the OTLP/HTTP endpoint, without `/v1/traces`."""
    issuer: str = ""
    """Where one picks who one is, to sign in on the website."""
    services: dict[str, str]
    """HTTP base address, by service; the portal's is `portal`."""
    ready: bool = False
    """The services have said that they are ready, not only the infrastructure."""

    @property
    def pid(self) -> int | None:
        return self.supervisor.pid if self.supervisor else None


def write_addresses(layout: Layout, addresses: Addresses) -> None:
    write_private(layout.region_file, addresses.model_dump_json(indent=2))


def read_addresses(data: Path) -> Addresses | None:
    """The region that runs in `data`, or None: no file, or its supervisor is dead."""
    try:
        addresses = Addresses.model_validate_json(Layout.of(data).region_file.read_text())
    except (FileNotFoundError, NotADirectoryError, ValidationError):
        return None
    return addresses if addresses.supervisor is None or addresses.supervisor.lives else None
