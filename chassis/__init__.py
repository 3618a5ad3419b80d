"""What every service drives on: delivery, HTTP, tokens, time and telemetry. Not one word of the domain.

This is its public face: the names that services use, each from the module that explains it. They load when they are
asked for, so that whoever needs the clock does not pay for FastAPI. What is not named here may change without notice.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chassis.audit import note_deed
    from chassis.clock import (
        LONDON,
        SystemClock,
        add_months,
        add_working_days,
        end_of_day,
        is_working_day,
        london_date,
        morning_of,
    )
    from chassis.cloudevents import stamp_in
    from chassis.columns import coded, when
    from chassis.copies import amend_rows, keep_as_said, keep_rows
    from chassis.database import Database
    from chassis.errors import Declined, Forbidden, LostUpdate, NotFound, Versioned
    from chassis.hearing import Heard, hears
    from chassis.http import (
        ANYONE,
        ANYONE_SIGNED_IN,
        ONE_LINE,
        READABLE,
        Begun,
        IsoDate,
        Match,
        Moment,
        Policy,
        Problem,
        Router,
        etag,
        sized,
    )
    from chassis.ids import uuid7
    from chassis.jobs import Begin, Job
    from chassis.migrations import migrate
    from chassis.paging import page_of
    from chassis.places import Places
    from chassis.rebuilding import Projection
    from chassis.rehearsing import Ruled
    from chassis.rules import rule, rules_at, rules_named, who_has_own
    from chassis.service import Part, Running, Service, serve
    from chassis.settings import Environment, ServiceSettings
    from chassis.tables import journal
    from chassis.telemetry import Telemetry
    from chassis.tokens import LIFETIME, NotSignedIn, mint
    from chassis.trace_context import current_traceparent, is_sampled, parent_of, traceparent_of
    from chassis.work import SYSTEM, Cause, UnitOfWork

_NAMES: Mapping[str, tuple[str, ...]] = {
    "audit": ("note_deed",),
    "clock": (
        "LONDON",
        "SystemClock",
        "add_months",
        "add_working_days",
        "end_of_day",
        "is_working_day",
        "london_date",
        "morning_of",
    ),
    "cloudevents": ("stamp_in",),
    "columns": ("coded", "when"),
    "copies": ("amend_rows", "keep_as_said", "keep_rows"),
    "database": ("Database",),
    "errors": ("Declined", "Forbidden", "LostUpdate", "NotFound", "Versioned"),
    "hearing": ("Heard", "hears"),
    "http": (
        *("ANYONE", "ANYONE_SIGNED_IN", "Begun", "IsoDate", "Match", "Moment", "ONE_LINE", "Policy", "Problem"),
        *("READABLE", "Router", "etag", "sized"),
    ),
    "ids": ("uuid7",),
    "jobs": ("Begin", "Job"),
    "migrations": ("migrate",),
    "paging": ("page_of",),
    "places": ("Places",),
    "rebuilding": ("Projection",),
    "rehearsing": ("Ruled",),
    "rules": ("rule", "rules_at", "rules_named", "who_has_own"),
    "service": ("Part", "Running", "Service", "serve"),
    "settings": ("Environment", "ServiceSettings"),
    "tables": ("journal",),
    "telemetry": ("Telemetry",),
    "tokens": ("LIFETIME", "NotSignedIn", "mint"),
    "trace_context": ("current_traceparent", "is_sampled", "parent_of", "traceparent_of"),
    "work": ("Cause", "SYSTEM", "UnitOfWork"),
}
_HOMES = {name: home for home, names in _NAMES.items() for name in names}

__all__ = [
    "ANYONE",
    "ANYONE_SIGNED_IN",
    "LIFETIME",
    "LONDON",
    "ONE_LINE",
    "READABLE",
    "SYSTEM",
    "Begin",
    "Begun",
    "Cause",
    "Database",
    "Declined",
    "Environment",
    "Forbidden",
    "Heard",
    "IsoDate",
    "Job",
    "LostUpdate",
    "Match",
    "Moment",
    "NotFound",
    "NotSignedIn",
    "Part",
    "Places",
    "Policy",
    "Problem",
    "Projection",
    "Router",
    "Ruled",
    "Running",
    "Service",
    "ServiceSettings",
    "SystemClock",
    "Telemetry",
    "UnitOfWork",
    "Versioned",
    "add_months",
    "add_working_days",
    "amend_rows",
    "coded",
    "current_traceparent",
    "end_of_day",
    "etag",
    "hears",
    "is_sampled",
    "is_working_day",
    "journal",
    "keep_as_said",
    "keep_rows",
    "london_date",
    "migrate",
    "mint",
    "morning_of",
    "note_deed",
    "page_of",
    "parent_of",
    "rule",
    "rules_at",
    "rules_named",
    "serve",
    "sized",
    "stamp_in",
    "traceparent_of",
    "uuid7",
    "when",
    "who_has_own",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'chassis' has no public name {name!r}")
    return getattr(import_module(f"chassis.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
