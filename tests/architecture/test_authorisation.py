"""Every route of a service has a row in the authorisation matrix, and none lets in whom the policy keeps out."""

import importlib
from collections.abc import Mapping

import pytest

from chassis.http import ANYONE, Policy
from chassis.operating import OPERATOR_RULES
from chassis.ruling import rules_policy
from tests.architecture.rooms import services
from tests.services.authorisation.matrix import OPERATED, Row

SERVICES = services()


def rows_of(service: str) -> Mapping[str, Row]:
    return {**OPERATED, **importlib.import_module(f"tests.services.authorisation.of_{service}").ROWS}


def policy_of(service: str) -> Policy:
    policy = importlib.import_module(f"services.{service}.policy")
    return {**OPERATOR_RULES, **rules_policy(getattr(policy, "SETTERS", {})), **policy.RULES}


NOBODY_GETS_IN: Mapping[tuple[str, str], str] = {
    ("recognition", "rehearse_rule"): "it has no rules, so nobody finds one to rehearse",
    ("recognition", "state_rule"): "it has no rules, so nobody finds one to set",
}
"""Rows by service and endpoint, and why the right role finds nothing there."""


@pytest.mark.parametrize("service", SERVICES)
def test_every_row_lets_somebody_in(service: str) -> None:
    """One that lets nobody in cannot fail where the route lets in too few."""
    shut = {(service, name) for name, row in rows_of(service).items() if not row.everybody}

    assert shut == {(whose, name) for whose, name in NOBODY_GETS_IN if whose == service}, (
        f"let the world of tests/services/authorisation/of_{service}.py have what these routes are about, so that the "
        "right role gets in"
    )


@pytest.mark.parametrize("service", SERVICES)
def test_every_route_has_a_row(service: str) -> None:
    missing = policy_of(service).keys() - rows_of(service).keys()
    idle = rows_of(service).keys() - policy_of(service).keys()

    assert missing == set(), (
        f"say in tests/services/authorisation/of_{service}.py who gets in at each of these, and with which standing; "
        "what they are about goes into the world there"
    )
    assert idle == set(), f"tests/services/authorisation/of_{service}.py has rows for these, which are no routes"


@pytest.mark.parametrize("service", SERVICES)
def test_no_row_lets_in_whom_the_policy_keeps_out(service: str) -> None:
    policy = policy_of(service)
    wider = {name: row.everybody - policy[name] for name, row in rows_of(service).items() if policy[name] is not ANYONE}

    assert {name: sorted(roles) for name, roles in wider.items() if roles} == {}


@pytest.mark.parametrize("service", SERVICES)
def test_a_row_says_of_being_signed_out_what_the_policy_says(service: str) -> None:
    open_to_all = {name for name, roles in policy_of(service).items() if roles is ANYONE}

    assert {name for name, row in rows_of(service).items() if row.signed_out} == open_to_all
