"""Seeded load on the real APIs: files for the registry, leave asked for and decided on; promises are remembered."""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx

from chassis.clock import SystemClock, london_date
from contracts import Grant
from contracts.vocabulary import ImportKind, Role
from fairlead.demo import files
from fairlead.demo.cast import Player, Spell
from tests.benchmarks import crowd
from tests.faults.stage import Town, until

_TRUSTS = crowd.TRUSTS[:6]
_REFUSAL = {
    "reason": "minimum_staffing",
    "explanation": "Two colleagues are already away in that week and the ward needs three registrars.",
    "alternative": "The same course runs again four weeks later, and those days are free.",
    "next_step": "Talk to me about the later date by Friday.",
}


class Load:
    """What a deanery and its doctors do in one town. ``promised_…``: what an API said yes to, and must be true."""

    def __init__(self, town: Town, *, doctors: int = 20) -> None:
        self.town = town
        self.chance = random.Random(town.seed)
        self.today = london_date(SystemClock().now())
        self.spells = [self._spell(number) for number in range(doctors)]
        self.doctors: list[UUID] = []
        self.promised_imports: list[UUID] = []
        self.promised_leave: list[UUID] = []
        self.acts = 0
        self._waiting: list[tuple[UUID, str]] = []
        self._files = 0

    async def set_up(self) -> None:
        """Trusts, doctors, rota coordinators and everybody's placement, all imported; the registry must run."""
        folder, many = self.town.folder, len(self.spells)
        await self.bring_in(ImportKind.ORGANISATIONS, crowd.register(folder))
        await self.bring_in(ImportKind.APPOINTMENTS, crowd.coordinators(folder, self.today - timedelta(days=300)))
        await self.bring_in(ImportKind.PEOPLE, crowd.people(folder, many))
        await self.bring_in(ImportKind.PLACEMENTS, self._file(self.spells))
        await self.imported()
        known = await self.town.ask(
            "registry", "SELECT id FROM person WHERE email LIKE 'd%@doctors.example' ORDER BY registration"
        )
        self.doctors = [row["id"] for row in known]

    async def bring_in(self, kind: ImportKind, path: Path) -> UUID:
        """Send a file until the registry takes it; one whose yes was lost may be in as well, and changes nothing."""
        content = {"file": (path.name, path.read_bytes())}
        told = {"kind": kind.value, "confirm": "true"}
        accepted = await self._insist(lambda client: client.post("/api/registry/imports", files=content, data=told))
        import_id = UUID(accepted.json()["id"])
        self.promised_imports.append(import_id)
        return import_id

    async def imported(self, *, within: float = 120.0) -> None:
        """Wait until every promised file is in."""
        left = "SELECT count(*) FROM import WHERE id = ANY($1::uuid[]) AND state <> 'done'"

        async def all_in() -> bool:
            return bool(await self.town.value("registry", left, self.promised_imports) == 0)

        await until(all_in, "all imports are done", within=within)

    async def change(self, many: int = 5) -> UUID:
        """A file that moves, prolongs or cancels so many doctors' placements, and announces further ones."""
        chosen = self.chance.sample(range(len(self.spells)), min(many, len(self.spells)))
        for number in chosen:
            self.spells[number] = self._changed(self.spells[number])
        return await self.bring_in(ImportKind.PLACEMENTS, self._file([self.spells[number] for number in chosen]))

    async def ask_leave(self) -> UUID | None:
        """Some doctor asks for leave; its id if the service took it. Raises httpx.TransportError while it is away."""
        doctor = self.chance.choice(self.doctors)
        async with self.town.http("leave", Grant(Role.RESIDENT_DOCTOR, None), person=doctor) as client:
            answer = await client.post("/api/leave/requests", json=self.course())
            if not answer.is_success:
                return None
            leave_id = UUID(answer.json()["id"])
            self.promised_leave.append(leave_id)
            shown = await client.get(f"/api/leave/requests/{leave_id}")
            if shown.is_success:
                self._waiting.append((leave_id, shown.json()["trust"]))
        return leave_id

    def course(self) -> dict[str, object]:
        """Leave as a doctor asks for it: some days within every doctor's placement."""
        first = self.today + timedelta(days=self.chance.randrange(60, 240))
        what = {"type": "professional", "leadership": False, "activity": "A course", "provider": "A faculty"}
        return what | {"first_day": first.isoformat(), "last_day": (first + timedelta(days=1)).isoformat()}

    async def decide(self) -> None:
        """The rota coordinator decides on the oldest request. Raises httpx.TransportError while leave is away."""
        if not self._waiting:
            return
        leave_id, trust = self._waiting.pop(0)
        async with self.town.http("leave", Grant(Role.ROTA_COORDINATOR, trust)) as client:
            if self.chance.random() < 0.5:
                await client.post(f"/api/leave/requests/{leave_id}/approval")
            else:
                await client.post(f"/api/leave/requests/{leave_id}/refusal", json=_REFUSAL)

    async def act(self) -> None:
        """One thing somebody does, whatever the dice say; what is away is not waited for, but for files."""
        with contextlib.suppress(httpx.TransportError):
            await self.chance.choice([self.change, self.ask_leave, self.ask_leave, self.decide])()
        self.acts += 1

    @contextlib.asynccontextmanager
    async def going_on(self, *, pause: float = 0.05) -> AsyncIterator[None]:
        """Act after act, until the block ends; then every promised file is waited for."""
        over = asyncio.Event()

        async def acting() -> None:
            while not over.is_set():
                await self.act()
                await asyncio.sleep(self.chance.random() * 2 * pause)

        task = asyncio.create_task(acting())
        try:
            yield
        finally:
            over.set()
            await asyncio.wait_for(task, 90)
        await self.imported()

    async def acted(self, many: int, *, within: float = 60.0) -> None:
        """Wait, while it is going on, until so many further acts are done."""
        goal = self.acts + many

        async def done() -> bool:
            return self.acts >= goal

        await until(done, f"{many} further acts", within=within)

    async def _insist(self, ask: Callable[[httpx.AsyncClient], Any], *, within: float = 60.0) -> httpx.Response:
        """Ask the registry until it answers yes; a no that is not an outage fails."""
        async with asyncio.timeout(within):
            while True:
                async with self.town.operator() as client:
                    with contextlib.suppress(httpx.TransportError):
                        answer: httpx.Response = await ask(client)
                        if answer.is_success:
                            return answer
                        assert answer.status_code >= 500, answer.text
                await asyncio.sleep(0.1)

    def _file(self, spells: Sequence[Spell]) -> Path:
        self._files += 1
        return files.placements(self.town.folder, f"placements-{self._files}.xlsx", spells)

    def _spell(self, number: int) -> Spell:
        registration = str(crowd.FIRST + number)
        doctor = Player("Given", "Family", registration, f"d{number}@doctors.example")
        home = _TRUSTS[number % len(_TRUSTS)]
        return Spell(
            doctor=doctor,
            post=f"NWE/{home}01/{number:03}/ST3/001",
            site=_site(home),
            start=self.today - timedelta(days=30),
            end=self.today + timedelta(days=300),
            supervisor=Player("Educational", "Supervisor", "6900001", ""),
        )

    def _changed(self, spell: Spell) -> Spell:
        """Another place, another end, or other hours; always a change."""
        match self.chance.randrange(3):
            case 0:
                return replace(spell, site=_site(self.chance.choice([t for t in _TRUSTS if _site(t) != spell.site])))
            case 1:
                return replace(spell, end=_other_day(spell.end, self.chance))
            case _:
                return replace(
                    spell, wte=self.chance.choice([w for w in ("1.0", "0.8", "0.6", "0.5") if w != spell.wte])
                )


def _site(trust: str) -> str:
    return f"HOSPITAL {trust} ({trust}01)"


def _other_day(day: date, chance: random.Random) -> date:
    return day + timedelta(days=chance.choice([-3, -2, -1, 1, 2, 3]))
