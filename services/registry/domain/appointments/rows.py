"""Reads a row of the appointments file: a role, whom it is given to, where and when."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from contracts.vocabulary import Role
from contracts.vocabulary.labels import ROLES as LABELS
from services.registry.domain.appointments.appointment import REACHED
from services.registry.domain.cells import Cell, Registration, Wrong, address, day, folded, name, registration, text
from services.registry.domain.columns import Columns
from services.registry.domain.people import programme_number
from services.registry.domain.record import Record, Rejected

_SPOKEN = {
    "tpd": Role.TPD,
    "training programme director": Role.TPD,
    "head of school": Role.TPD,
    "dme": Role.DME,
    "director of medical education": Role.DME,
    "leadership champion": Role.CHAMPION,
    "guardian of safe working": Role.GUARDIAN,
    "guardian of safe working hours": Role.GUARDIAN,
    "goswh": Role.GUARDIAN,
    "educational supervisor": Role.SUPERVISOR,
    "clinical supervisor": Role.SUPERVISOR,
    "es": Role.SUPERVISOR,
    "cs": Role.SUPERVISOR,
    "medical education administrator": Role.MEDED_ADMIN,
    "medical education manager": Role.MEDED_ADMIN,
    "med ed admin": Role.MEDED_ADMIN,
    "quality analyst": Role.DEANERY_ANALYST,
    "deanery quality analyst": Role.DEANERY_ANALYST,
    "postgraduate dean": Role.DEAN,
    "deputy dean": Role.DEAN,
}
_BY_NAME = {
    **_SPOKEN,
    **{label: role for role, label in LABELS.items()},
    **{role.value.replace("_", " "): role for role in Role},
}
_NOT_APPOINTED = frozenset({Role.RESIDENT_DOCTOR, Role.OPERATOR})
_APPOINTED = ", ".join(sorted(label for role, label in LABELS.items() if role not in _NOT_APPOINTED))
"""The roles that may stand in a file, for whoever wrote another."""
_REACHED = ", ".join(sorted(LABELS[role] for role in REACHED))
_TITLES = frozenset({"dr", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "sir", "dame"})
_YES, _NO = frozenset({"yes", "y", "true", "1", "deputy", "x"}), frozenset({"", "no", "n", "false", "0"})


@dataclass(frozen=True, slots=True)
class AppointmentRow:
    number: int
    role: Role
    given_names: str | None
    family_name: str | None
    email: str | None
    registration: Registration | None
    organisation: str | None
    programme: str | None
    starts_on: date | None
    ends_on: date | None
    deputy: bool
    contact: str | None = None
    """None: not said, so as it was; empty: none any more."""
    warnings: tuple[str, ...] = ()
    echo: tuple[Cell, ...] = ()


def read_appointment(columns: Columns, number: int, cells: Sequence[Cell]) -> AppointmentRow | Rejected:
    record = Record(number, cells, columns)
    role = record.take("role", role_named, needed=True)
    given, family = record.take("name", names_in) or (None, None)
    email, number_ = record.take("email", address), record.take("registration", _registration)
    organisation, programme = record.text("organisation") or None, record.take("programme", programme_number)
    starts, ends = record.take("start", day), record.take("end", day)
    deputy = record.take("deputy", _yes_or_no) or False
    contact = (record.take("contact", address) or "") if "contact" in columns else None
    if contact and role and role not in REACHED:
        record.fault("contact", f"this role has none; leave it empty but for: {_REACHED}")
    if not email and not number_ and not record.faults:
        record.fault("email" if "email" in columns else "registration", "give a mail address or a registration number")
    if not organisation and not programme and not record.faults:
        record.fault(
            "organisation" if "organisation" in columns else "programme", "give an organisation or a programme"
        )
    if organisation and programme:
        record.fault("programme", "give an organisation or a programme, not both")
    if starts and ends and starts > ends:
        record.fault("end", "is before the appointment begins")
    if record.faults or role is None:
        return record.rejected()
    return AppointmentRow(
        number, role, given, family, email, number_, organisation, programme, starts, ends, deputy, contact,
        tuple(record.warnings), record.kept(),
    )  # fmt: skip


def role_named(cell: Cell) -> Role:
    """``Rota coordinator``, ``rota_coordinator``, ``TPD``, ``Educational supervisor`` … Raises Wrong."""
    written = folded(re.sub(r"[\s_/-]+", " ", text(cell)))
    role = _BY_NAME.get(written)
    if role is None or role in _NOT_APPOINTED:
        raise Wrong(f"not a role that people are appointed to; write one of: {_APPOINTED}")
    return role


def names_in(cell: Cell) -> tuple[str | None, str | None]:
    """Given and family names of ``Dr Anna Bell`` or ``Bell, Anna``. Raises Wrong."""
    written = text(cell)
    if "," in written:
        family, given = (part.strip() for part in written.split(",", 1))
    else:
        given, _, family = _untitled(written).rpartition(" ")
    given = _untitled(given)
    return name(given) if given else None, name(family) if family else None


def _untitled(written: str) -> str:
    words = written.split()
    while words and words[0].rstrip(".").casefold() in _TITLES:
        words = words[1:]
    return " ".join(words)


def _registration(cell: Cell) -> Registration | None:
    number = text(cell).replace(" ", "").upper().removesuffix(".0")
    return None if folded(number) in ("", "unknown", "n/a", "none") else registration(number)


def _yes_or_no(cell: Cell) -> bool:
    written = folded(text(cell))
    if written not in _YES | _NO:
        raise Wrong("write yes or no")
    return written in _YES
