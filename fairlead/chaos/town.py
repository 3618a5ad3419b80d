"""Who lives in a region under attack: officials, and cohorts of doctors whose placements keep changing. Pure."""

import csv
import io
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from fairlead.demo.cast import Player, Spell
from fairlead.demo.files import APPOINTMENTS, PEOPLE, PLACEMENTS

SITES = {
    "R0A": "MANCHESTER ROYAL INFIRMARY (R0A02)",
    "RM3": "SALFORD ROYAL HOSPITAL (RM301)",
    "RMC": "ROYAL BOLTON HOSPITAL (RMC01)",
    "RWJ": "STEPPING HILL HOSPITAL (RWJ09)",
}
"""By trust."""
PROGRAMME = "NWE10001"
_FIRST_OFFICIAL, _FIRST_DOCTOR = 6_000_000, 7_000_000


@dataclass(frozen=True, slots=True)
class Doctor:
    """Now in one place, and on the way to another; the second post may move, change or be cancelled."""

    player: Player
    now: Spell
    next: Spell

    @property
    def spells(self) -> tuple[Spell, Spell]:
        return self.now, self.next


class Town:
    """Everybody, by seed; ``today`` is London's."""

    def __init__(self, *, seed: int, today: date) -> None:
        self.today = today
        self.coordinators = {trust: _player("coordinator", n) for n, trust in enumerate(SITES, _FIRST_OFFICIAL)}
        self.directors = {trust: _player("director", n) for n, trust in enumerate(SITES, _FIRST_OFFICIAL + 10)}
        self.supervisors = {trust: _player("supervisor", n) for n, trust in enumerate(SITES, _FIRST_OFFICIAL + 20)}
        self.tpd = _player("tpd", _FIRST_OFFICIAL + 30)
        self._chance = random.Random(f"town {seed}")  # noqa: S311 - invented people, no secret
        self._doctors = 0
        self._officials = _FIRST_OFFICIAL + 100

    def official(self, role: str, scope: str) -> Player:
        """Who sits at a desk that decides about leave."""
        return {"rota_coordinator": self.coordinators, "dme": self.directors, "tpd": {PROGRAMME: self.tpd}}[role][scope]

    def newcomer(self) -> Player:
        """An official nobody knows yet."""
        self._officials += 1
        return _player("champion", self._officials)

    def cohort(self, many: int) -> list[Doctor]:
        """So many new doctors."""
        return [self._doctor() for _ in range(many)]

    def changed(self, doctor: Doctor) -> Doctor:
        """The doctor after one change that leaves the present placement covering the next months.

        What was cancelled stays so: if it came back, it would be another placement.
        """
        chance, now, coming = self._chance, doctor.now, doctor.next
        match chance.randrange(2 if coming.status == "DELETE" else 6):
            case 0:
                return replace(doctor, now=replace(now, wte=chance.choice(["0.6", "0.8", "1.0"])))
            case 1:
                return replace(doctor, now=replace(now, site=chance.choice(list(SITES.values()))))
            case 2:
                return replace(doctor, next=replace(coming, site=chance.choice(list(SITES.values()))))
            case 3:
                start = coming.start + timedelta(days=chance.randrange(-5, 6))
                return replace(doctor, next=replace(coming, start=start))
            case 4:
                return replace(doctor, next=replace(coming, end=coming.end + timedelta(days=chance.randrange(1, 30))))
            case _:
                return replace(doctor, next=replace(coming, status=chance.choice(["CURRENT", "CURRENT", "DELETE"])))

    def _doctor(self) -> Doctor:
        self._doctors += 1
        chance, number = self._chance, _FIRST_DOCTOR + self._doctors
        player = _player("doctor", number)
        first, second = chance.sample(list(SITES), 2)
        here = (self.today - timedelta(days=60), self.today + timedelta(days=190))
        there = (self.today + timedelta(days=230), self.today + timedelta(days=420))
        return Doctor(player, self._spell(player, first, *here), self._spell(player, second, *there))

    def _spell(self, doctor: Player, trust: str, start: date, end: date) -> Spell:
        post = f"NWE/{trust}01/{doctor.registration[1:]}/STR/{start:%j}"
        return Spell(doctor, post, SITES[trust], start, end, supervisor=self.supervisors[trust])

    def appointments(self) -> bytes:
        """The file that appoints all officials."""
        since = _text(self.today - timedelta(days=400))
        rows = [
            *(("Rota coordinator", player, trust, "") for trust, player in self.coordinators.items()),
            *(("DME", player, trust, "") for trust, player in self.directors.items()),
            *(("Educational supervisor", player, trust, "") for trust, player in self.supervisors.items()),
            ("TPD", self.tpd, "", PROGRAMME),
        ]
        return _csv(
            APPOINTMENTS,
            (
                [role, f"{p.given} {p.family}", p.email, p.registration, *where, since, "", ""]
                for role, p, *where in rows
            ),
        )

    def people(self, doctors: Iterable[Doctor]) -> bytes:
        """A cohort as the deanery exports it."""
        since, until = _text(self.today - timedelta(days=500)), _text(self.today + timedelta(days=1200))
        programme = ["General Internal Medicine", PROGRAMME, "Substantive", until, "GIM", since]
        players = (doctor.player for doctor in doctors)
        return _csv(
            PEOPLE,
            ([p.given, p.family, p.registration, "DR in Training", "Current", *programme, p.email] for p in players),
        )


def placements(spells: Iterable[Spell]) -> bytes:
    """These placements as the deanery exports them."""
    return _csv(PLACEMENTS, map(_placement, spells))


def trust_of(site: str) -> str:
    """The trust whose site it is."""
    return site.rpartition("(")[2][:3]


def _placement(spell: Spell) -> list[str]:
    who = [spell.doctor.given, "", spell.doctor.family, spell.doctor.registration]
    when = [spell.post, _text(spell.start), _text(spell.end), "In Post", spell.status, spell.site]
    return [*who, *when, spell.wte, spell.grade, spell.specialty, spell.supervisor.registration, ""]


def _player(word: str, number: int) -> Player:
    family = str(number).translate(_IN_LETTERS).title()  # no name has digits
    return Player(word.title(), family, str(number), f"{word}.{number}@people.example")


_IN_LETTERS = str.maketrans("0123456789", "abcdefghij")


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def _text(day: date) -> str:
    return day.strftime("%d/%m/%Y")
