"""What people do while a region is attacked, and what they were told in return: the history that is judged."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from fairlead.chaos.asking import OPERATOR, Asker, NeverAccepted, Upload, Who
from fairlead.chaos.town import Doctor, Town, placements
from fairlead.demo.cast import Player, Spell

_REGISTER = Path(__file__).parents[1] / "demo" / "register.csv"
_TELLERS = 4
_REGULARS = 30
"""Doctors who ask for leave and are given feedback; the others only move."""
_PATIENCE = 120.0
"""Seconds after the last fault in which every command must be taken."""
_ENDED = ("done", "failed", "needs_confirmation")


@dataclass
class History:
    """What was acknowledged; nothing else need be there, and nothing of it may be missing."""

    spells: dict[str, Spell] = field(default_factory=dict)
    """Placements by post, as the last file that was taken in has them."""
    imports: dict[str, int] = field(default_factory=dict)
    """Rows by id of each import that was done."""
    given_up: int = 0
    """Imports that the registry was interrupted in too often, and that were sent in again as it says."""
    leave: dict[str, list[str]] = field(default_factory=dict)
    """By id of a request, the facts that the answers imply, in order."""
    feedback: set[str] = field(default_factory=set)
    appointments: set[str] = field(default_factory=set)
    broken: list[str] = field(default_factory=list)
    """Promises that were broken to somebody's face."""

    def counted(self) -> dict[str, int]:
        """For people."""
        return {
            "imports": len(self.imports),
            "rows": sum(self.imports.values()),
            "leave requests": len(self.leave),
            "decisions on leave": sum(len(facts) - 1 for facts in self.leave.values()),
            "feedback": len(self.feedback),
            "appointments": len(self.appointments),
        }


class Load:
    """Begun by :meth:`set_up` in peace, kept up by :meth:`run` under attack until ``stop``."""

    def __init__(self, asker: Asker, town: Town, *, seed: int) -> None:
        self.history = History()
        self._asker = asker
        self._town = town
        self._seed = seed
        self._doctors: list[Doctor] = []

    async def set_up(self) -> None:
        """The register of trusts, the officials and a first cohort."""
        await self._bring_in("organisations", "etr.csv", _REGISTER.read_bytes())
        await self._bring_in("appointments", "appointments.csv", self._town.appointments())
        await self._new_cohort(30)

    async def run(self, stop: asyncio.Event) -> None:
        """Returns when every story that was begun has come to its end, however long the faults keep it from that."""
        stories = (self._leave, self._leave, self._leave, self._feedback, self._feedback, self._appointment)
        async with asyncio.TaskGroup() as people:
            people.create_task(self._again_and_again(stop, "files", [self._file], pause=(0.5, 3.0)))
            for number in range(_TELLERS):
                people.create_task(self._again_and_again(stop, f"teller {number}", stories, pause=(0.05, 0.5)))
            await stop.wait()
            self._asker.until = time.monotonic() + _PATIENCE

    async def _again_and_again(
        self,
        stop: asyncio.Event,
        name: str,
        stories: "list[Story] | tuple[Story, ...]",
        *,
        pause: tuple[float, float],
    ) -> None:
        chance = random.Random(f"{name} {self._seed}")  # noqa: S311 - a load that can be repeated, no secret
        while not stop.is_set():
            try:
                await chance.choice(stories)(chance)
            except NeverAccepted as never:
                self.history.broken.append(f"never accepted: {never}")
            await asyncio.sleep(chance.uniform(*pause))

    async def _file(self, chance: random.Random) -> None:
        """New doctors arrive, or placements of those we know change."""
        if chance.random() < 0.3:
            await self._new_cohort(chance.randrange(5, 60))
            return
        chosen = chance.sample(range(len(self._doctors)), k=min(len(self._doctors), chance.randrange(3, 40)))
        changed = {at: self._town.changed(self._doctors[at]) for at in chosen}
        await self._place([spell for doctor in changed.values() for spell in doctor.spells])
        for at, doctor in changed.items():
            self._doctors[at] = doctor

    async def _new_cohort(self, many: int) -> None:
        doctors = self._town.cohort(many)
        await self._bring_in("people", "people.csv", self._town.people(doctors))
        await self._place([spell for doctor in doctors for spell in doctor.spells])
        self._doctors += doctors

    async def _place(self, spells: list[Spell]) -> None:
        await self._bring_in("placements", "placements.csv", placements(spells))
        self.history.spells |= {spell.post: spell for spell in spells}

    async def _bring_in(self, kind: str, name: str, content: bytes) -> None:
        """Until it is done; a file that was given up is sent in again, as its report says."""
        upload = Upload(name, content, {"kind": kind, "confirm": "true"})
        while True:
            taken = await self._asker.command(OPERATOR, "/api/registry/imports", content=upload)
            ended = await self._followed(taken["id"])
            report = ended["report"]
            if ended["state"] == "failed" and "given up" in ended["reason"]:
                self.history.given_up += 1
                continue
            if ended["state"] != "done" or report["rejected"]:
                self.history.broken.append(
                    f"{kind} {ended['state']}: {ended['reason']}, {len(report['rejected'])} rejected"
                )
            self.history.imports[taken["id"]] = report["rows"]
            return

    async def _followed(self, import_id: str) -> Any:
        while True:
            state = await self._asker.look(OPERATOR, f"/api/registry/imports/{import_id}")
            if state["state"] in _ENDED:
                return state
            await asyncio.sleep(0.2)

    async def _leave(self, chance: random.Random) -> None:
        """Somebody asks for leave; it is withdrawn, refused, approved, or left waiting."""
        doctor = _signed(chance.choice(self._doctors[:_REGULARS]).player, "resident_doctor")
        first_day = self._town.today + timedelta(days=chance.randrange(50, 150))
        asked = {
            "type": chance.choice(["study", "professional"]),
            "activity": "Leading teams through change",
            "provider": "Faculty of Medical Leadership and Management",
            "first_day": first_day.isoformat(),
            "last_day": (first_day + timedelta(days=1)).isoformat(),
        }
        request = (await self._asker.command(doctor, "/api/leave/requests", body=asked))["id"]
        facts = self.history.leave[request] = ["submitted"]
        path = f"/api/leave/requests/{request}"
        match chance.choice(["wait", "withdraw", "refuse", "approve", "approve"]):
            case "withdraw":
                await self._asker.command(doctor, f"{path}/withdrawal")
                facts.append("withdrawn")
            case "refuse":
                await self._asker.command(await self._decider(doctor, path), f"{path}/refusal", body=_REFUSAL)
                facts.append("refused")
            case "approve":
                await self._approve(doctor, path, facts)

    async def _approve(self, doctor: Who, path: str, facts: list[str]) -> None:
        """Step by step."""
        while (view := await self._asker.look(doctor, path))["status"] == "waiting":
            left = [step for step in view["steps"] if step["verdict"] is None]
            await self._asker.command(self._desk(left[0]), f"{path}/approval")
            facts.append("approved" if len(left) == 1 else "step_decided")

    async def _decider(self, doctor: Who, path: str) -> Who:
        view = await self._asker.look(doctor, path)
        return self._desk(next(step for step in view["steps"] if step["verdict"] is None))

    def _desk(self, step: dict[str, Any]) -> Who:
        return _signed(self._town.official(step["role"], step["scope"]), step["role"])

    async def _feedback(self, chance: random.Random) -> None:
        doctor = chance.choice(self._doctors[:_REGULARS])
        said = {
            "doctor_id": await self._asker.person_id(_signed(doctor.player, "resident_doctor")),
            "activity": "Chaired the ward's improvement meeting",
            "activity_date": (self._town.today - timedelta(days=2)).isoformat(),
            "did_well": "Kept to time and brought the quiet ones in.",
            "do_more": "Send the paper round a day earlier.",
            "next_step": "Chair the next two, then lead the audit.",
        }
        supervisor = _signed(doctor.now.supervisor, "supervisor")
        given = await self._asker.command(supervisor, "/api/feedback/written", body=said)
        self.history.feedback.add(given["id"])

    async def _appointment(self, chance: random.Random) -> None:
        champion = self._town.newcomer()
        asked = {
            "role": "Champion",
            "name": f"{champion.given} {champion.family}",
            "email": champion.email,
            "registration": champion.registration,
            "organisation": chance.choice(list(self._town.coordinators)),
            "from": self._town.today.isoformat(),
        }
        made = await self._asker.command(OPERATOR, "/api/registry/appointments", body=asked)
        self.history.appointments.add(made["id"])


Story = Callable[[random.Random], Awaitable[None]]

_REFUSAL = {
    "reason": "minimum_staffing",
    "explanation": "Two colleagues are already away in that week and the ward needs three registrars.",
    "alternative": "The same course runs again four weeks later, and those days are free.",
    "next_step": "Talk to me about the later date by Friday.",
}


def _signed(player: Player, role: str) -> Who:
    return Who(player.registration, role)
