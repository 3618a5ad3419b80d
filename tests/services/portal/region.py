"""A portal with the issuer beside it, people whom its registry knows, and a browser in front of it."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from fairlead.embedded.issuer import Issuer
from tests.services.driver import Driver
from tests.services.portal.browser import Browser
from tests.services.portal.upstream import Upstream

CLIENT_SECRET = "what the portal proves itself with"


@dataclass(frozen=True)
class Region:
    """A portal whose people are known to one upstream, the issuer beside it, and a browser that has seen neither."""

    portal: Driver
    issuer: Issuer
    upstream: Upstream
    browser: Browser

    def somebody(self, registration: str, *grants: tuple[str, str | None], name: str = "Amara Okafor") -> str:
        """A person whom the registry knows, with the roles they hold today; their id."""
        known: dict[str, Any] = {
            "id": str(uuid4()),
            "registration": registration,
            "email": f"{registration}@example.org",
            "name": name,
            "grants": [{"role": role, "scope": scope} for role, scope in grants],
        }
        self.upstream.people[known["id"]] = known
        return str(known["id"])

    def another_browser(self) -> Browser:
        return Browser(self.portal, self.issuer)
