"""A judge that cannot find fault proves nothing: what counts as lost, doubled, invented or wrong."""

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from fairlead.chaos import judging
from fairlead.chaos.town import Town

SPELL = Town(seed=1, today=date(2026, 11, 22)).cohort(1)[0].now


def a_row(**facts: Any) -> dict[str, Any]:
    """The registry's row of the placement."""
    kept = {
        "host": judging.trust_of(SPELL.site),
        "start": SPELL.start,
        "end": SPELL.end,
        "wte": Decimal("1.000"),
        "cancelled": False,
    }
    return kept | facts


def test_what_was_acknowledged_and_is_there_is_fine() -> None:
    assert judging._set_against("leave request", {"a", "b"}, ["a", "b"]) == []


def test_what_was_acknowledged_and_is_gone_is_lost() -> None:
    assert judging._set_against("leave request", {"a"}, ["a", "b"]) == ["leave request b was acknowledged and is lost"]


def test_what_is_there_and_nobody_asked_for_is_found() -> None:
    assert judging._set_against("leave request", {"a", "x"}, ["a"]) == ["leave request x was never acknowledged"]


@pytest.mark.parametrize("times", [0, 2])
def test_a_fact_said_never_or_twice_is_found(times: int) -> None:
    said = Counter({("a", "refused"): 1})

    assert judging._differing(said, said) == []
    assert judging._differing(said, Counter({("a", "refused"): times})) == [
        f"a: refused is in the journal {times} times, not 1"
    ]


def test_a_placement_as_in_its_file_is_fine() -> None:
    assert judging._as_in_the_file(a_row(), SPELL)


@pytest.mark.parametrize(
    "wrong",
    [
        {"host": "RZZ"},
        {"start": date(2020, 1, 1)},
        {"end": date(2020, 1, 1)},
        {"wte": Decimal("0.5")},
        {"cancelled": True},
    ],
)
def test_a_placement_that_is_not_as_in_its_file_is_found(wrong: dict[str, Any]) -> None:
    assert not judging._as_in_the_file(a_row(**wrong), SPELL)


def test_a_cancelled_placement_must_be_cancelled() -> None:
    cancelled = replace(SPELL, status="DELETE")

    assert judging._as_in_the_file(a_row(cancelled=True), cancelled)
    assert not judging._as_in_the_file(a_row(), cancelled)
