"""Who a token is for, and the roles in it."""

from uuid import UUID, uuid4

import pytest

from contracts import Grant
from contracts.vocabulary import Role
from services.portal.domain import (
    Holder,
    NoSuchPerson,
    RoleNotHeld,
    SeveralPeople,
    narrowed,
    search_for,
    stand_in,
    the_one,
)

TPD_HERE, TPD_THERE, DME = Grant(Role.TPD, "YHD1"), Grant(Role.TPD, "YHD2"), Grant(Role.DME, "R0B")
SOMEBODY = Holder(uuid4(), frozenset({TPD_HERE, TPD_THERE, DME}))


@pytest.mark.parametrize(
    ("person", "search"),
    [
        ("7000010", {"registration": "7000010"}),
        ("a.doctor@example.org", {"email": "a.doctor@example.org"}),
        ("0198a6f2-6c1a-7b52-8d9e-0a8f5a0c1d2e", {"id": "0198a6f2-6c1a-7b52-8d9e-0a8f5a0c1d2e"}),
    ],
)
def test_a_person_is_found_by_id_mail_address_or_registration_number(person: str, search: dict[str, str]) -> None:
    assert search_for(person) == search


def test_without_a_role_they_keep_all_they_hold() -> None:
    assert narrowed(SOMEBODY, to=None) == SOMEBODY


def test_with_a_role_they_keep_it_at_each_scope_and_nothing_else() -> None:
    assert narrowed(SOMEBODY, to=Role.TPD).grants == {TPD_HERE, TPD_THERE}


def test_a_role_that_is_not_held_is_refused_with_those_that_are() -> None:
    with pytest.raises(RoleNotHeld, match="operator is not held today; held: dme, tpd"):
        narrowed(SOMEBODY, to=Role.OPERATOR)


def test_nobody_and_several_people_are_said_apart() -> None:
    with pytest.raises(NoSuchPerson, match="nobody is known as 7000010"):
        the_one([], person="7000010")
    with pytest.raises(SeveralPeople, match="2 people are known as 7000010"):
        the_one([uuid4(), uuid4()], person="7000010")


def test_the_stand_ins_hold_one_role_each_and_are_always_the_same() -> None:
    operator, deanery = stand_in("operator"), stand_in("deanery")

    assert operator is not None
    assert deanery is not None
    assert operator.grants == {Grant(Role.OPERATOR)}
    assert deanery.grants == {Grant(Role.DEANERY_ANALYST)}
    assert operator == stand_in("operator")
    assert operator.person_id != deanery.person_id
    assert operator.person_id != UUID(int=0)


def test_a_person_is_no_stand_in() -> None:
    assert stand_in("7000010") is None
