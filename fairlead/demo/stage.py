"""What the story does to a region, and how each step proves itself: through the same HTTP APIs as everybody."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from fairlead.commands.client import Refused, Region, answered
from fairlead.commands.importing import follow
from fairlead.commands.region import rest
from fairlead.commands.tracing import journey
from fairlead.demo.cast import Player
from fairlead.embedded.mail import caught

_PATIENCE = 60.0


class Stage:
    """One region, as the players meet it."""

    def __init__(self, here: Region) -> None:
        self.here = here

    def import_file(self, kind: str, path: Path) -> dict[str, Any]:
        with self.here.as_operator() as client:
            upload = {"file": (path.name, path.read_bytes())}
            accepted = answered(client.post("/api/registry/imports", files=upload, data={"kind": kind}))
            ended = follow(client, accepted["id"], path.name)
        check(ended["state"] == "done", f"{path.name} ended as {ended['state']}: {ended.get('reason')}")
        check(not ended["report"]["rejected"], f"{path.name}: rows were rejected: {ended['report']['rejected'][:3]}")
        return dict(ended["report"])

    def settle(self) -> None:
        moving = rest(self.here, within=_PATIENCE)
        check(moving is None, f"not settled after {_PATIENCE:.0f} s: {moving.told() if moving else ''}")

    def post(self, player: Player, role: str, path: str, body: dict[str, Any]) -> Any:
        with self.here.signed_in(player.registration, role) as client:
            return answered(client.post(path, json=body))

    def get(self, player: Player, role: str, path: str) -> Any:
        with self.here.signed_in(player.registration, role) as client:
            return answered(client.get(path))

    def person_id(self, player: Player) -> str:
        return self.here.person_id(player.registration)

    def decisions(self, player: Player, type_: str) -> list[dict[str, Any]]:
        with self.here.as_operator() as client:
            asked = {"person_id": self.person_id(player)}
            found = answered(client.post("/api/notifications/decisions/search", json=asked))["items"]
        return [one for one in found if one["type"] == type_]

    def mails(self, player: Player) -> list[dict[str, Any]]:
        return [mail for mail in caught(self.here.layout.mail) if player.email in mail["to"]]

    def figure(self, code: str, trust: str | None, period: str) -> tuple[int, int]:
        """Numerator and denominator; nothing of nothing where there is none yet."""
        with self.here.signed_in("deanery", "deanery_analyst") as client:
            rows = answered(client.get("/api/reporting/region"))["indicators"]
        found = [r for r in rows if (r["code"], r["trust"], r["period"]) == (code, trust, period)]
        return (found[0]["numerator"], found[0]["denominator"]) if found else (0, 0)

    def trace(self, event_id: str) -> dict[str, Any]:
        with self.here.as_operator() as client:
            return journey(client, UUID(event_id))

    def until(self, holds: Callable[[], bool], what: str) -> None:
        """Wait for something that follows within seconds."""
        until = time.monotonic() + _PATIENCE
        while not holds():
            check(time.monotonic() < until, f"{what}: not within {_PATIENCE:.0f} s")
            time.sleep(0.1)


def check(holds: bool, otherwise: str) -> None:
    """Raises Refused: the story did not go as it must."""
    if not holds:
        raise Refused(f"the demonstration failed: {otherwise}")
