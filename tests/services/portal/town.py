"""The real services behind the portal, without Kafka: what one says, the others are given to hear."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import text

from chassis.clock import london_date
from contracts import Actor, Grant
from contracts.subscriptions import HEARS
from contracts.vocabulary import Role
from fairlead.embedded.issuer import Issuer
from tests.services.driver import Driver, an_actor
from tests.services.portal.browser import Browser
from tests.unit.registry.sheets import CREATE, PEOPLE, Cell, csv, sheet

DOCTOR, OTHER_DOCTOR = "7000010", "7000011"
COORDINATOR, SECOND_COORDINATOR, TPD, OWNER, OTHER_OWNER = "7000020", "7000021", "7000022", "7000023", "7000024"
CHAMPION, DIRECTOR, GUARDIAN, SUPERVISOR = "7000025", "7000026", "7000027", "7000028"
SENIOR = "7000029"
TRUSTS = (
    '"R0B","SOUTH TYNESIDE AND SUNDERLAND","Y63","QHM","","","","","","","20190401"' + ',""' * 16 + "\r\n"
    '"RTD","THE NEWCASTLE UPON TYNE HOSPITALS","Y63","QHM","","","","","","","19980401"' + ',""' * 16 + "\r\n"
    '"RTF","NORTHUMBRIA HEALTHCARE","Y63","QHM","","","","","","","19980401"' + ',""' * 16 + "\r\n"
).encode()
_APPOINTMENTS = f"""role,name,email,registration,organisation,programme,from,to,deputy
Rota coordinator,Robin Okoro,robin.okoro@trust.example,{COORDINATOR},R0B,,2026-01-01,,
Rota coordinator,Sam Lee,sam.lee@trust.example,{SECOND_COORDINATOR},R0B,,2026-01-01,,
TPD,Idris Walsh,idris.walsh@deanery.example,{TPD},,NTH030,2026-01-01,,
Champion,Chidi Obi,chidi.obi@trust.example,{CHAMPION},R0B,,2026-01-01,,
DME,Dana Reid,dana.reid@trust.example,{DIRECTOR},R0B,,2026-01-01,,
Guardian,Gita Rao,gita.rao@trust.example,{GUARDIAN},R0B,,2026-01-01,,
Senior leader,Sana Iqbal,sana.iqbal@trust.example,{SENIOR},R0B,,2026-01-01,,
Educational supervisor,Esme Hall,esme.hall@trust.example,{SUPERVISOR},R0B,,2026-01-01,,
Medical education manager,Mina Shah,mina.shah@trust.example,{OWNER},R0B,,2026-01-01,,
Medical education manager,Otto Gray,otto.gray@other.example,{OTHER_OWNER},RTD,,2026-01-01,,
""".encode()
_OPERATOR = an_actor(Grant(Role.OPERATOR))


@dataclass(frozen=True)
class Town:
    """Two doctors of one trust, and everybody who decides about them."""

    services: Mapping[str, Driver]
    portal: Driver
    issuer: Issuer

    @property
    def today(self) -> date:
        return london_date(self.portal.clock.now())

    def in_days(self, days: int) -> date:
        return self.today + timedelta(days=days)

    async def settle(self) -> None:
        """Everything said is heard, and what that makes them say as well; a second later, so that each has its time."""
        for driver in (*self.services.values(), self.portal):
            driver.clock.forward(seconds=1)
        while any([await self._carry(driver) for driver in self.services.values()]):
            pass

    async def _carry(self, driver: Driver) -> bool:
        said = await driver.said()
        async with driver.begin() as work:
            await work.run(text("DELETE FROM outbox"))
        for event in said:
            for name, heard in HEARS.items():
                if type(event) in heard and name in self.services:
                    await self.services[name].hears(event)
        return bool(said)

    async def brings(self, kind: str, content: bytes) -> None:
        registry = self.services["registry"]
        async with registry.http(_OPERATOR) as http:
            sent = await http.post("/api/registry/imports", data={"kind": kind}, files={"file": ("f.csv", content)})
            assert sent.status_code == 202, sent.text
            while await registry.run_job("imports"):
                pass
            taken = (await http.get(f"/api/registry/imports/{sent.json()['id']}")).json()
        assert (taken["state"], taken["report"]["rejected"]) == ("done", []), taken
        await self.settle()

    async def is_founded(self) -> None:
        await self.brings("organisations", TRUSTS)
        people = [_person("Amara", "Okafor", DOCTOR), _person("Bilal", "Rahman", OTHER_DOCTOR)]
        await self.brings("people", csv(sheet(PEOPLE, *people)))
        await self.brings("appointments", _APPOINTMENTS)
        await self.has_placement(DOCTOR)

    async def has_placement(self, registration: str, **cells: Cell) -> None:
        ordinary = {
            "GMC Number": registration,
            "National Post Number*": f"NTH/R0B01/030/F2/{registration[-3:]}",
            "Date From*": self.in_days(-60),
            "Date To*": self.in_days(200),
            "Placement Type*": "In Post",
            "Placement Status*": "CURRENT",
            "Site*": "SUNDERLAND ROYAL HOSPITAL (R0B01)",
            "WTE*": "0.6",
            "Grade*": "Foundation Year 2",
            "Specialty1*": "General (internal) medicine",
        }
        await self.brings("placements", csv(sheet(CREATE, ordinary | cells)))

    async def person(self, registration: str, *roles: Role) -> Actor:
        """As the services know them, with these roles at the trust of this town."""
        async with self.services["registry"].http(_OPERATOR) as http:
            found = await http.post("/api/registry/people/search", json={"registration": registration})
        return Actor(UUID(found.json()["items"][0]["id"]), frozenset(Grant(role, "R0B") for role in roles))

    async def signed_in(self, registration: str, *, to: str = "/home") -> Browser:
        browser = Browser(self.portal, self.issuer)
        page = await browser.sign_in(registration, to=to)
        assert page.status_code == 200, page.text
        return browser

    async def placement_of(self, browser: Browser) -> UUID:
        """The id of the one placement on a doctor's page."""
        page = await browser.open("/placements")
        return UUID(page.text.partition('id="placement-')[2][:36])


def wish(town: Town, **facts: str) -> dict[str, str]:
    """The fields of the form for leave, ordinarily two days in two months."""
    ordinary = {
        "purpose": "discretionary",
        "leadership": "yes",
        "activity": "Leading teams through change",
        "provider": "FMLM",
        **day("first_day", town.in_days(60)),
        **day("last_day", town.in_days(61)),
        "short_notice_reason": "",
    }
    return ordinary | facts


def day(name: str, on: date) -> dict[str, str]:
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


async def asks_for_leave(town: Town, browser: Browser, **facts: str) -> str:
    """Through all its pages; the id of the request."""
    check = await browser.send(await browser.open("/leave/new"), to="/leave/new", **wish(town, **facts))
    assert "Check your answers" in check.text, check.text
    sent = await browser.send(check, to="/leave/new", step="send")
    assert sent.url.path.endswith("/sent"), sent.text
    await town.settle()
    return sent.url.path.split("/")[2]


def _person(given: str, family: str, registration: str) -> dict[str, Any]:
    email = f"{given}.{family}@doctors.example".lower()
    programme = {"Programme Number": "NTH030", "Programme Name": "Foundation", "Programme End Date": "01/08/2030"}
    names = {"Forenames *": given, "Surname *": family, "Role *": "DR in Training"}
    return {
        **names,
        "GMC Number": registration,
        "Email Address": email,
        "Curriculum #1 Start Date": "01/08/2025",
    } | programme


def seen(page: httpx.Response) -> str:
    """A page in one line, for looking into."""
    return " ".join(page.text.split())
