"""Who plays: new people with new numbers each time, in dates around today."""

import random
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

_GIVEN = ("Amara", "Bilal", "Carys", "Dev", "Elin", "Farah", "Gareth", "Hana", "Idris", "Joy", "Kofi", "Leena", "Maya")
_FAMILY = ("Okafor", "Hughes", "Rahman", "Price", "Novak", "Shah", "Evans", "Mensah", "Clarke", "Iqbal", "Walsh", "Lim")

_BESIDE = ("tpd", "dme", "champion", "administrator", "administrator_new", "analyst")
"""Who is in no spreadsheet of doctors."""


@dataclass(frozen=True, slots=True)
class Player:
    given: str
    family: str
    registration: str
    email: str


@dataclass(frozen=True, slots=True)
class Spell:
    """A placement as the deanery's sheet has it."""

    doctor: Player
    post: str
    site: str
    start: date
    end: date
    supervisor: Player
    wte: str = "1.0"
    status: str = "CURRENT"
    grade: str = "Specialty Training Year 3"
    specialty: str = "General (internal) medicine"


@dataclass(frozen=True)
class Cast:
    """Everybody of one performance, and where they work."""

    today: date
    seed: int
    programme: str = field(init=False)
    players: dict[str, Player] = field(init=False)
    spells: dict[str, Spell] = field(init=False)

    old_trust, new_trust, deanery = "R0A", "RM3", "Y62"
    old_site, new_site = "MANCHESTER ROYAL INFIRMARY (R0A02)", "SALFORD ROYAL HOSPITAL (RM301)"
    old_start = property(lambda self: self.today + timedelta(days=170))
    new_start = property(lambda self: self.today + timedelta(days=70))  # below 12 weeks, and in another quarter

    def __post_init__(self) -> None:
        chance = random.Random(self.seed)  # noqa: S311 - invented people, no secret
        roles = (
            "mover",
            "part_timer",
            "leaver",
            "learner",
            "steady",
            "supervisor",
            "coordinator_old",
            "coordinator_new",
        )
        numbers = chance.sample(range(7_000_000, 8_000_000), len(roles) + len(_BESIDE))
        people = {role: _player(chance, number) for role, number in zip((*roles, *_BESIDE), numbers, strict=True)}
        object.__setattr__(self, "programme", f"NWE{chance.randrange(10_000, 99_999)}")
        object.__setattr__(self, "players", people)
        object.__setattr__(self, "spells", self._spells(chance))

    def after_changes(self) -> list[Spell]:
        """The second file: one moves and starts earlier, one works less, one does not come; two stay as they were."""
        spells = self.spells
        return [
            replace(spells["mover"], site=self.new_site, start=self.new_start),
            replace(spells["part_timer"], wte="0.6"),
            replace(spells["leaver"], status="DELETE"),
            spells["learner"],
            spells["steady"],
        ]

    def appointments(self) -> list[tuple[Player, str, str]]:
        """Who holds which role where: player, role, organisation or programme."""
        p = self.players
        return [
            (p["coordinator_old"], "Rota coordinator", self.old_trust),
            (p["coordinator_new"], "Rota coordinator", self.new_trust),
            (p["tpd"], "TPD", self.programme),
            (p["dme"], "DME", self.old_trust),
            (p["champion"], "Champion", self.old_trust),
            (p["supervisor"], "Educational supervisor", self.old_trust),
            (p["administrator"], "Medical education administrator", self.old_trust),
            (p["administrator_new"], "Medical education administrator", self.new_trust),
            (p["analyst"], "Quality analyst", self.deanery),
        ]

    def personas(self) -> list[tuple[Player, str]]:
        """Who is worth being on the website, and what there is for them."""
        told = {
            "mover": "the doctor who moves: inbox, placements, leave",
            "learner": "the doctor whose leave was refused",
            "coordinator_old": "the rota coordinator: leave that waits for a decision",
            "administrator": f"the administrator of {self.old_trust}: files, disputed placements",
            "administrator_new": f"the administrator of {self.new_trust}: what the doctor who moves says is wrong",
            "analyst": "the deanery's analyst: figures, files",
        }
        return [(self.players[role], what) for role, what in told.items()]

    def _spells(self, chance: random.Random) -> dict[str, Spell]:
        began = self.today - timedelta(days=100)  # whichever quarter it is: in post on its day of census
        coming, running = (self.old_start, 180), (began, 280)
        dates = {"mover": coming, "part_timer": coming, "leaver": coming, "learner": running, "steady": running}
        return {
            role: Spell(
                doctor=self.players[role],
                post=f"NWE/R0A02/{chance.randrange(100, 999)}/ST3/{chance.randrange(1, 999):03}",
                site=self.old_site,
                start=start,
                end=start + timedelta(days=length),
                supervisor=self.players["supervisor"],
            )
            for role, (start, length) in dates.items()
        }


def _player(chance: random.Random, number: int) -> Player:
    given, family = chance.choice(_GIVEN), chance.choice(_FAMILY)
    return Player(given, family, str(number), f"{given}.{family}.{number}@doctors.example".lower())
