"""The registry on a database of its own, with verbs for bringing files in."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import pytest

from contracts import Actor, Grant
from contracts.vocabulary import Role
from tests.services.driver import Driver, an_actor

OPERATOR = an_actor(Grant(Role.OPERATOR))


class Registry:
    """The driver of the registry, with its own verbs."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver
        self.said = driver.said
        self.clock = driver.clock

    async def sends(self, kind: str, content: bytes, *, file: str = "file.xlsx", **flags: bool) -> Any:
        async with self.driver.http(OPERATOR) as http:
            form = {"kind": kind, **{name: str(flag).lower() for name, flag in flags.items()}}
            return await http.post("/api/registry/imports", data=form, files={"file": (file, content)})

    async def brings(self, kind: str, content: bytes, **flags: Any) -> dict[str, Any]:
        """Send a file in and let the job take it; the import as its page shows it then."""
        sent = await self.sends(kind, content, **flags)
        assert sent.status_code == 202, sent.text
        while await self.driver.run_job("imports"):
            pass
        return await self.gets(f"imports/{sent.json()['id']}")

    async def reports(self, kind: str, content: bytes, **flags: Any) -> dict[str, Any]:
        brought = await self.brings(kind, content, **flags)
        assert brought["state"] == "done", brought
        report = brought["report"]
        ends = ("added", "changed", "unchanged", "removed")
        rejected = len({fault["row"] for fault in report["rejected"]})
        assert report["rows"] == sum(report[end] for end in ends) - report.get("absent", 0) + rejected
        return report

    async def corrections(self, import_id: str) -> bytes:
        """The rejected rows, as a sheet to correct."""
        async with self.driver.http(OPERATOR) as http:
            return bytes((await http.get(f"/api/registry/imports/{import_id}/rejected.xlsx")).content)

    async def gets(self, path: str, actor: Actor = OPERATOR) -> Any:
        async with self.driver.http(actor) as http:
            response = await http.get(f"/api/registry/{path}")
            assert response.status_code == 200, response.text
            return response.json()

    async def posts(self, path: str, body: dict[str, Any], actor: Actor = OPERATOR) -> Any:
        async with self.driver.http(actor) as http:
            return await http.post(f"/api/registry/{path}", json=body)

    async def puts(self, path: str, body: dict[str, Any], actor: Actor = OPERATOR) -> Any:
        async with self.driver.http(actor) as http:
            return await http.put(f"/api/registry/{path}", json=body)

    async def employs(self, role: Role, name: str, *, at: str = "R0B", **facts: str) -> Actor:
        """Somebody of this name, appointed to this role at R0B, or elsewhere."""
        email = f"{name.replace(' ', '.').lower()}@nhs.example"
        body = {
            "role": role.replace("_", " "),
            "organisation": at,
            "name": name,
            "email": email,
            "from": "2026-01-01",
            **facts,
        }
        made = await self.posts("appointments", body)
        assert made.status_code == 201, made.text
        return an_actor(Grant(role, at), person_id=UUID(made.json()["person_id"]))

    async def finds(self, **by: str) -> Any:
        """The one person with this registration, email or id."""
        response = await self.posts("people/search", by)
        items = response.json()["items"]
        assert len(items) == 1, items
        return items[0]


def counts(report: dict[str, Any]) -> dict[str, int]:
    names: Sequence[str] = ("rows", "added", "changed", "unchanged", "removed")
    return {name: report[name] for name in names if report[name]}


@pytest.fixture
async def registry(drive: Any) -> Registry:
    return Registry(await drive("registry"))


TRUSTS = (
    b'"R0B","SOUTH TYNESIDE AND SUNDERLAND NHS FOUNDATION TRUST","Y63","QHM","ROYAL HOSPITAL","KAYLL ROAD","",'
    b'"SUNDERLAND","","SR4 7TP","20190401","","","","","","","","","","","1","","A","","",""\r\n'
    b'"RTD","THE NEWCASTLE UPON TYNE HOSPITALS NHS FOUNDATION TRUST","Y63","QHM","FREEMAN HOSPITAL","FREEMAN ROAD","",'
    b'"NEWCASTLE","","NE7 7DN","19980401","","","","","","","","","","","1","","A","","",""\r\n'
)


@pytest.fixture
async def region(registry: Registry) -> Registry:
    """The registry with two trusts of one NHS region."""
    await registry.reports("organisations", TRUSTS)
    return registry
