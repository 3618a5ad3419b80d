"""Rows of a trust's own staff file: a doctor it employs itself, outside training, and where and how long."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from contracts.vocabulary import PlacementSource, PlacementType
from services.registry.domain.cells import Cell, address, day, name, text, wte
from services.registry.domain.columns import Columns
from services.registry.domain.person import Person
from services.registry.domain.placements.rows import PlacementRow, post_like, standing, term
from services.registry.domain.record import Record, Rejected

_ONLY_A_CODE = re.compile(r"[A-Za-z0-9]{3,9}")


@dataclass(frozen=True, slots=True)
class StaffRow:
    """Who it is, and the placement that their contract is: its post is the number of their assignment."""

    given_names: str
    family_name: str
    known_as: str | None
    email: str | None
    placement: PlacementRow

    @property
    def number(self) -> int:
        return self.placement.number

    @property
    def warnings(self) -> tuple[str, ...]:
        return self.placement.warnings

    @property
    def echo(self) -> tuple[Cell, ...]:
        return self.placement.echo


def read_staff(columns: Columns, number: int, cells: Sequence[Cell]) -> StaffRow | Rejected:
    """One row; a contract that never began has the status ``cancelled``, one that is not signed ``draft``."""
    record = Record(number, cells, columns)
    registration = record.registration()
    given, family = (record.take(column, name, needed=True) for column in ("given_names", "family_name"))
    known_as, email = record.take("known_as", name), record.take("email", address)
    cancelled, approved = standing(record)
    row = PlacementRow(
        number,
        whole=True,
        tis_id=None,
        registration=registration,
        post=record.take("post", _assignment, needed=True),
        start=record.take("start", day, needed=True),
        end=record.take("end", day, needed=True),
        type=PlacementType.IN_POST,
        cancelled=cancelled,
        site=record.take("site", _site, needed=True),
        wte=record.take("wte", wte),
        grade=record.take("grade", term, needed=True),
        specialty=record.take("specialty", term),
        supervisors=(),
        approved=approved,
        source=PlacementSource.TRUST,
        warnings=tuple(record.warnings),
        echo=record.kept(),
    )
    if row.start and row.end and row.start > row.end:
        record.fault("end", "is before the contract begins")
    if record.faults or given is None or family is None:
        return record.rejected(row)
    return StaffRow(given, family, known_as, email, row)


def introduced(person: Person, row: StaffRow) -> Person:
    """The person with what the row adds: it fills gaps only, for of doctors in training the People sheet tells."""
    return replace(
        person.met_at(row.email),
        given_names=person.given_names or row.given_names,
        family_name=person.family_name or row.family_name,
        known_as=person.known_as or row.known_as,
        email=person.email or row.email,
        confirmed=True,
    )


def _assignment(cell: Cell) -> str:
    return post_like(text(cell), "an assignment number")


def _site(cell: Cell) -> str:
    """As in the placement sheets, with its code in brackets; a code alone is one."""
    written = text(cell)
    return f"({written})" if _ONLY_A_CODE.fullmatch(written) else written
