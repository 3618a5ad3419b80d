"""Who may see a placement and who may appoint whom: a table, and whatever is not in it is refused."""

from uuid import UUID

import pytest

from contracts import Actor, Grant
from contracts.vocabulary import AppointmentScope, Role
from services.registry.domain.access import Appointer, may_see
from services.registry.policy import RULES

ME, DOCTOR, OTHER = UUID(int=1), UUID(int=2), UUID(int=3)
TRUST, PROGRAMME = "R0B", "NTH/FND/2"
ORGANISATION = AppointmentScope.ORGANISATION

AT_TRUST = {
    Role.SUPERVISOR, Role.ROTA_COORDINATOR, Role.COLLEGE_TUTOR, Role.DME, Role.GUARDIAN, Role.MEDED_ADMIN,
    Role.CHAMPION, Role.SENIOR_LEADER, Role.SLRDE, Role.RDPL, Role.BOARD_SECRETARY,
}  # fmt: skip
REGIONAL = {Role.DEAN, Role.DEANERY_ANALYST, Role.AUDITOR}


def sees(grant: Grant, *, person_id: UUID = ME, supervisors: tuple[UUID | None, ...] = (None, None)) -> bool:
    actor = Actor(person_id, frozenset({grant}))
    return may_see(actor, doctor_id=DOCTOR, host=TRUST, programme=PROGRAMME, supervisors=supervisors)


AT_HOST = {Role.ROTA_COORDINATOR, Role.COLLEGE_TUTOR, Role.DME, Role.MEDED_ADMIN}
EVERYWHERE = {Role.OPERATOR, Role.DEANERY_ANALYST}


@pytest.mark.parametrize("role", Role)
def test_a_role_at_the_host_opens_placements_only_to_those_who_need_them(role: Role) -> None:
    assert sees(Grant(role, TRUST)) == (role in AT_HOST | EVERYWHERE)


@pytest.mark.parametrize("role", Role)
def test_at_the_programme_only_its_director_sees_placements(role: Role) -> None:
    assert sees(Grant(role, PROGRAMME)) == (role in {Role.TPD} | EVERYWHERE)


@pytest.mark.parametrize("role", Role)
def test_a_role_elsewhere_or_nowhere_opens_nothing(role: Role) -> None:
    assert sees(Grant(role, "RTD")) == sees(Grant(role)) == (role in EVERYWHERE)


@pytest.mark.parametrize("role", Role)
def test_at_the_employer_see_a_placement_those_who_ask_its_doctor_about_it(role: Role) -> None:
    actor = Actor(ME, frozenset({Grant(role, "RTD")}))

    opened = may_see(actor, doctor_id=DOCTOR, host=TRUST, programme=None, employers=(None, "RTD"))

    assert opened == (role in {Role.ROTA_COORDINATOR, Role.MEDED_ADMIN} | EVERYWHERE)


def test_where_nobody_is_said_to_employ_a_role_at_no_place_opens_nothing() -> None:
    actor = Actor(ME, frozenset({Grant(Role.MEDED_ADMIN)}))

    assert not may_see(actor, doctor_id=DOCTOR, host=TRUST, programme=None, employers=(None, None))


def test_a_placement_without_a_programme_is_not_everybodys_who_directs_none() -> None:
    actor = Actor(ME, frozenset({Grant(Role.TPD)}))

    assert not may_see(actor, doctor_id=DOCTOR, host=TRUST, programme=None)


def test_only_the_supervisors_of_a_placement_see_it() -> None:
    supervisor = Grant(Role.SUPERVISOR, TRUST)

    assert sees(supervisor, supervisors=(None, ME))
    assert not sees(supervisor, supervisors=(OTHER, None))
    assert not sees(Grant(Role.RDPL, TRUST), supervisors=(ME, None))


def test_a_doctor_sees_their_own() -> None:
    assert sees(Grant(Role.RESIDENT_DOCTOR), person_id=DOCTOR)


def appoints(appointer: Role, role: Role, scope: AppointmentScope, at: str, *, held_at: str = TRUST) -> bool:
    trusts = {TRUST} if appointer is Role.DEANERY_ANALYST else set()
    who = Appointer(Actor(ME, frozenset({Grant(appointer, held_at)})), frozenset(trusts))
    return who.may_give(role) and who.may_appoint(role, scope=scope, at=at)


@pytest.mark.parametrize("role", Role)
def test_a_medical_education_administrator_appoints_to_trust_roles_at_their_own_trust_only(role: Role) -> None:
    assert appoints(Role.MEDED_ADMIN, role, ORGANISATION, TRUST) == (role in AT_TRUST)
    assert not appoints(Role.MEDED_ADMIN, role, ORGANISATION, "RTD")
    assert not appoints(Role.MEDED_ADMIN, role, AppointmentScope.PROGRAMME, PROGRAMME, held_at=PROGRAMME)
    assert not appoints(Role.MEDED_ADMIN, role, AppointmentScope.DEANERY, "Y63", held_at="Y63")


@pytest.mark.parametrize("role", Role)
def test_a_deanery_analyst_appoints_to_programmes_and_at_the_trusts_of_their_deanery(role: Role) -> None:
    assert appoints(Role.DEANERY_ANALYST, role, ORGANISATION, TRUST, held_at="Y63") == (role in AT_TRUST)
    assert not appoints(Role.DEANERY_ANALYST, role, ORGANISATION, "RTD", held_at="Y63")
    assert appoints(Role.DEANERY_ANALYST, role, AppointmentScope.PROGRAMME, PROGRAMME) == (role is Role.TPD)
    assert not appoints(Role.DEANERY_ANALYST, role, AppointmentScope.DEANERY, "Y63", held_at="Y63")


@pytest.mark.parametrize("role", sorted(REGIONAL))
def test_regional_roles_are_the_operators_to_give(role: Role) -> None:
    others = set(Role) - {Role.OPERATOR}

    assert appoints(Role.OPERATOR, role, AppointmentScope.DEANERY, "Y63")
    assert not any(appoints(other, role, scope, TRUST) for other in others for scope in AppointmentScope)


@pytest.mark.parametrize("appointer", sorted(set(Role) - {Role.OPERATOR, Role.MEDED_ADMIN, Role.DEANERY_ANALYST}))
def test_nobody_else_appoints_anybody(appointer: Role) -> None:
    assert not any(appoints(appointer, role, scope, TRUST) for role in Role for scope in AppointmentScope)


@pytest.mark.parametrize(
    ("route", "roles"),
    [
        ("import_file", {Role.OPERATOR, Role.DEANERY_ANALYST, Role.MEDED_ADMIN}),
        ("list_imports", {Role.OPERATOR, Role.DEANERY_ANALYST, Role.MEDED_ADMIN}),
        ("show_import", {Role.OPERATOR, Role.DEANERY_ANALYST, Role.MEDED_ADMIN}),
        ("download_corrections", {Role.OPERATOR, Role.DEANERY_ANALYST, Role.MEDED_ADMIN}),
        ("appoint", {Role.OPERATOR, Role.DEANERY_ANALYST, Role.MEDED_ADMIN}),
        ("set_up_deanery", {Role.OPERATOR}),
        ("list_grants", {Role.OPERATOR}),
    ],
)
def test_these_routes_are_open_to_these_roles_only(route: str, roles: set[Role]) -> None:
    assert RULES[route] == roles
