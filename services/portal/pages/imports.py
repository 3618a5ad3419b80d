"""Files as the registry tells of them, and who may send in which kind."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from contracts.vocabulary import ImportKind, Role

_IMPORTERS = frozenset({Role.OPERATOR, Role.DEANERY_ANALYST})
MAY_BRING: Mapping[ImportKind, frozenset[Role]] = {
    ImportKind.PLACEMENTS: _IMPORTERS,
    ImportKind.PEOPLE: _IMPORTERS,
    ImportKind.APPOINTMENTS: _IMPORTERS | {Role.MEDED_ADMIN},
    ImportKind.STAFF: _IMPORTERS,
    ImportKind.ORGANISATIONS: frozenset({Role.OPERATOR}),
}
"""Which kinds are offered; whether they are taken, the registry decides."""

_ENDED = frozenset({"done", "failed", "needs_confirmation"})


def kinds_for(roles: Collection[Role]) -> list[ImportKind]:
    return [kind for kind, may in MAY_BRING.items() if may & set(roles)]


class _Told(BaseModel):
    model_config = ConfigDict(frozen=True)


class RejectedCell(_Told):
    row: int
    column: str
    value: str
    reason: str


class Report(_Told):
    rows: int
    added: int
    changed: int
    unchanged: int
    removed: int
    rejected_rows: int
    rejected: tuple[RejectedCell, ...] | None = None
    warnings: tuple[str, ...] = ()


class Progress(_Told):
    done: int
    total: int


class Import(_Told):
    """One file: on its way, looked at, taken in, or refused."""

    id: UUID
    asked_at: datetime
    kind: ImportKind
    file: str
    state: str
    dry_run: bool
    progress: Progress
    report: Report
    reason: str | None = None
    taken_as: UUID | None = None

    @property
    def is_over(self) -> bool:
        return self.state in _ENDED

    @property
    def was_taken(self) -> bool:
        return self.state == "done" and not self.dry_run

    @property
    def moved_placements(self) -> bool:
        """Whether there are placements to name that it added, changed or removed."""
        moved = self.report.added or self.report.changed or self.report.removed
        return self.was_taken and self.kind in (ImportKind.PLACEMENTS, ImportKind.STAFF) and bool(moved)

    @property
    def can_be_taken(self) -> bool:
        """It was looked at, would do something, and nobody has confirmed it yet."""
        asks = self.state == "needs_confirmation" or (self.state == "done" and self.dry_run)
        report = self.report
        return asks and self.taken_as is None and bool(report.added + report.changed + report.removed)

    @property
    def headline(self) -> str:
        if not self.is_over:
            return "We are looking at your file" if self.dry_run else "We are taking your file in"
        if self.state == "failed":
            return "The file cannot be taken in"
        return "The file was taken in" if self.was_taken else "Check what the file would do"

    @property
    def status(self) -> str:
        """In a list of files."""
        if not self.is_over:
            return "On its way"
        if self.state == "failed":
            return "Could not be read"
        return "Taken in" if self.was_taken else "Looked at" if self.taken_as is None else "Confirmed"


class Listed(_Told):
    items: tuple[Import, ...]
