"""When a file asks to be confirmed: much of a trust moves, or more than a little of it is absent."""

from collections import Counter

import pytest

from services.registry.domain.placements import Guard

GUARD = Guard(share=0.3, rows=50, absent_share=0.05)
TRUSTS = {"R0B", "RTD"}


def asked(moved: dict[str, int], known: dict[str, int], *, absent: bool = False, guard: Guard = GUARD) -> str | None:
    counted = Counter(moved)
    return guard.asks(counted, counted if absent else Counter(), known, TRUSTS)


@pytest.mark.parametrize("moved", [50, 60])
def test_few_rows_or_a_small_share_go_unasked(moved: int) -> None:
    assert asked({"R0B": moved}, {"R0B": 200}) is None


def test_more_than_both_is_asked_about() -> None:
    assert "61 of 200 placements at R0B would change or be cancelled, above 30% and 50 rows" in str(
        asked({"R0B": 61}, {"R0B": 200})
    )


@pytest.mark.parametrize("many", [1, 2, 50])
def test_all_of_a_trust_absent_is_asked_about_however_few_they_are(many: int) -> None:
    said = asked({"R0B": many}, {"R0B": many, "RTD": 7000}, absent=True)

    assert said == (
        f"{many} of {many} placements at R0B would be cancelled, as the file lacks them (the limit is 5%): "
        "look at the report, then confirm it"
    )


def test_all_of_a_trust_changed_or_cancelled_by_rows_of_the_file_goes_unasked() -> None:
    assert asked({"R0B": 3}, {"R0B": 3}) is None


@pytest.mark.parametrize(("lacks", "asks"), [(4, False), (5, True)])
def test_a_small_share_of_a_trust_absent_goes_unasked_and_more_does_not(lacks: int, asks: bool) -> None:
    said = asked({"R0B": lacks}, {"R0B": 100, "RTD": 900}, absent=True)

    assert (f"{lacks} of 100 placements at R0B" in str(said)) is asks


def test_half_of_a_small_region_absent_is_asked_about() -> None:
    said = asked({"R0B": 2, "RTD": 2}, {"R0B": 4, "RTD": 4}, absent=True)

    assert "4 of all 8 placements would be cancelled" in str(said)


def test_a_region_may_let_more_be_absent() -> None:
    known, patient = {"R0B": 4, "RTD": 4}, Guard(0.3, 50, 0.75)

    assert asked({"R0B": 2}, known, absent=True, guard=patient) is None
    assert "3 of 4" in str(asked({"R0B": 3}, known, absent=True, guard=patient))


def test_a_practice_may_lose_its_only_placement_but_not_all_practices_all_of_theirs() -> None:
    practices = {"A88003": 1, "A88004": 1}
    known = {**practices, "R0B": 30}

    assert asked({"A88003": 1}, known, absent=True) is None
    assert "2 of all 32 placements would be cancelled" in str(asked(practices, known, absent=True))


def test_a_trust_is_named_once() -> None:
    assert str(asked({"R0B": 60}, {"R0B": 60, "RTD": 6000}, absent=True)).count("R0B") == 1
