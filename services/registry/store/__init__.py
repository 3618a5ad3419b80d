"""The registry's tables and queries."""

from services.registry.store.appointments import keep_appointments, look_at_appointments
from services.registry.store.imports import (
    Import,
    add_import,
    add_rejected,
    advance,
    attempt,
    end,
    find_imports,
    hold_import,
    import_,
    rejected_rows,
    unfinished_imports,
)
from services.registry.store.organisations import (
    keep_deanery,
    keep_organisations,
    organisation,
    organisations,
    trusts_of_deanery,
)
from services.registry.store.people import find_people, grants, keep_people, keep_persons, look_at_people
from services.registry.store.placements import (
    any_placement,
    keep_placements,
    live_placements,
    look_at_placements,
    open_placements,
    perhaps_meant,
    placement,
    placements_by_host,
    placements_of,
    terms,
)
from services.registry.store.sets import write_alone

__all__ = [
    "Import",
    "add_import",
    "add_rejected",
    "advance",
    "any_placement",
    "attempt",
    "end",
    "find_imports",
    "find_people",
    "grants",
    "hold_import",
    "import_",
    "keep_appointments",
    "keep_deanery",
    "keep_organisations",
    "keep_people",
    "keep_persons",
    "keep_placements",
    "live_placements",
    "look_at_appointments",
    "look_at_people",
    "look_at_placements",
    "open_placements",
    "organisation",
    "organisations",
    "perhaps_meant",
    "placement",
    "placements_by_host",
    "placements_of",
    "rejected_rows",
    "terms",
    "trusts_of_deanery",
    "unfinished_imports",
    "write_alone",
]
