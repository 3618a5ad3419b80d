"""Figures are the deanery's, and of its own deanery only."""

from uuid import uuid4

import pytest

from chassis.errors import NotFound
from contracts import Actor, Grant
from contracts.vocabulary import Role
from services.reporting.domain import WhichDeanery, deanery_for
from services.reporting.policy import RULES


def an_analyst(*scopes: str | None) -> Actor:
    return Actor(uuid4(), frozenset(Grant(Role.DEANERY_ANALYST, scope) for scope in scopes))


def test_an_analyst_without_a_scope_sees_all_or_the_one_they_ask_for() -> None:
    assert deanery_for(an_analyst(None), asked=None) is None
    assert deanery_for(an_analyst(None), asked="Y63") == "Y63"


def test_an_analyst_who_names_none_sees_their_own_deanery() -> None:
    assert deanery_for(an_analyst("Y63"), asked=None) == "Y63"


def test_another_deanery_is_not_there_for_them() -> None:
    with pytest.raises(NotFound):
        deanery_for(an_analyst("Y63"), asked="Y56")


def test_an_analyst_of_two_deaneries_has_to_say_which() -> None:
    with pytest.raises(WhichDeanery, match="Y56, Y63"):
        deanery_for(an_analyst("Y63", "Y56"), asked=None)


def test_a_scope_of_another_role_opens_no_deanery() -> None:
    both = Actor(uuid4(), frozenset({Grant(Role.DEANERY_ANALYST, "Y63"), Grant(Role.OPERATOR, None)}))

    assert deanery_for(both, asked=None) == "Y63"


def test_exact_figures_are_for_deanery_roles_only() -> None:
    assert RULES["region"] == RULES["history"] == {Role.DEANERY_ANALYST, Role.DEAN}
