"""What leave keeps: requests, protected time, and its own copy of the placements and appointments that decide."""

from services.leave.store import time
from services.leave.store.appointments import deciders_at, keep_appointments, who_holds
from services.leave.store.capacity import (
    capacities_at,
    capacity,
    days_of,
    days_off,
    departments_at,
    keep_capacity,
    look_at_capacity,
    most_away,
    owed_to,
)
from services.leave.store.delegations import acting, add_delegation, delegation, keep_delegation, my_delegations
from services.leave.store.entitlement import Entitlement, entitlement
from services.leave.store.organisations import deaneries_of, keep_organisations
from services.leave.store.placements import director_of, keep_placements, known_placements, placements_of
from services.leave.store.requests import (
    add,
    find_directors,
    keep,
    keep_flags,
    keep_rung,
    late_requests,
    leave_request,
    look_at,
    my_requests,
    open_requests,
    requests_waiting_for,
    tasters_of,
)
from services.leave.store.tables import metadata
from services.leave.store.terms import capacity_ahead_days, course, delegation_days, system_of_record, terms
from services.leave.store.unused import (
    ToLookAt,
    changed_years,
    doctors_to_look_at,
    look_again,
    note_looked_again,
    note_looked_at,
    to_look_at,
)

__all__ = [
    "Entitlement",
    "ToLookAt",
    "acting",
    "add",
    "add_delegation",
    "capacities_at",
    "capacity",
    "capacity_ahead_days",
    "changed_years",
    "course",
    "days_of",
    "days_off",
    "deaneries_of",
    "deciders_at",
    "delegation",
    "delegation_days",
    "departments_at",
    "director_of",
    "doctors_to_look_at",
    "entitlement",
    "find_directors",
    "keep",
    "keep_appointments",
    "keep_capacity",
    "keep_delegation",
    "keep_flags",
    "keep_organisations",
    "keep_placements",
    "keep_rung",
    "known_placements",
    "late_requests",
    "leave_request",
    "look_again",
    "look_at",
    "look_at_capacity",
    "metadata",
    "most_away",
    "my_delegations",
    "my_requests",
    "note_looked_again",
    "note_looked_at",
    "open_requests",
    "owed_to",
    "placements_of",
    "requests_waiting_for",
    "system_of_record",
    "tasters_of",
    "terms",
    "time",
    "to_look_at",
    "who_holds",
]
