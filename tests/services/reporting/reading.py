"""Reporting with its own nouns: the region's figures and movements, as its people see them."""

from dataclasses import dataclass
from typing import Any

from contracts import Event, Grant
from contracts.vocabulary import Role
from tests.services.driver import Driver, an_actor

ANALYST = an_actor(Grant(Role.DEANERY_ANALYST))
OPERATOR = an_actor(Grant(Role.OPERATOR))


@dataclass(frozen=True)
class Reporting:
    """Reporting, with its own nouns: figures and movements."""

    driver: Driver

    async def hears(self, *events: Event) -> list[Any]:
        return await self.driver.hears(*events)

    async def region(self, **asked: str) -> dict[str, Any]:
        async with self.driver.http(ANALYST) as client:
            answer = await client.get("/api/reporting/region", params=asked)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def figures(self, code: str, **asked: str) -> dict[tuple[str | None, str], tuple[int, int]]:
        """(trust, period) → (numerator, denominator) of one indicator."""
        shown = (row for row in (await self.region(**asked))["indicators"] if row["code"] == code)
        return {(row["trust"], row["period"]): (row["numerator"], row["denominator"]) for row in shown}

    async def movements(self, **asked: str) -> list[dict[str, Any]]:
        """Newest first, after the recorder came round."""
        await self.driver.run_job("record movements")
        async with self.driver.http(ANALYST) as client:
            answer = await client.get("/api/reporting/region/history", params=asked)
        assert answer.status_code == 200, answer.text
        return list(answer.json()["items"])
