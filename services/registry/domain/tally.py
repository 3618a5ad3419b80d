"""The count of an import, kept row by row: every row of the file ends in exactly one of five ways."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from contracts import Event
from contracts.registry import PlacementAnnounced, PlacementCancelled, PlacementChanged
from services.registry.domain.record import Rejected
from services.registry.domain.verdict import Verdict

_EXAMPLES = 5


@dataclass(slots=True)
class Tally:
    """``absent``: placements cancelled because a snapshot does not name them; counted in ``removed``, but no rows."""

    rows: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    absent: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    warnings: dict[str, dict[str, Any]] = field(default_factory=dict)
    said: Counter[str] = field(default_factory=Counter)

    def end(self, verdict: Verdict) -> None:
        self.rows += 1
        setattr(self, verdict, getattr(self, verdict) + 1)

    def reject(self, rejected: Rejected) -> None:
        self.rows += 1
        self.rejected.append(rejected)

    def warn(self, row: int, warnings: Iterable[str]) -> None:
        """One line however many rows it is about: the first few are named."""
        for warning in warnings:
            about = self.warnings.setdefault(warning, {"rows": 0, "first": []})
            about["rows"] += 1
            if len(about["first"]) < _EXAMPLES:
                about["first"].append(row)

    def note(self, caveat: str) -> None:
        """A warning about the file as a whole, which names no row."""
        self.warnings.setdefault(caveat, {"rows": 0, "first": []})

    def hear(self, events: Iterable[Event]) -> None:
        self.said += Counter(_COUNTED[type(event)] for event in events if type(event) in _COUNTED)

    def counts(self) -> dict[str, int]:
        names = ("rows", "added", "changed", "unchanged", "removed", "absent")
        said = {f"said_{name}": self.said[name] for name in _COUNTED.values()}
        return {name: getattr(self, name) for name in names} | {"rejected": len(self.rejected)} | said


_COUNTED: Mapping[type[Event], str] = {
    PlacementAnnounced: "announced",
    PlacementChanged: "changed",
    PlacementCancelled: "cancelled",
}


def warning_lines(warnings: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """As people read them: ``Site: … (3 rows: 2, 5, 9)``."""
    lines = []
    for warning, about in warnings.items():
        first = ", ".join(str(row) for row in about["first"])
        more = ", …" if about["rows"] > len(about["first"]) else ""
        rows = f"{about['rows']:,} rows: " if about["rows"] > 1 else "row "
        where = f" ({rows}{first}{more})" if first else ""
        lines.append(f"{warning}{where}")
    return lines
