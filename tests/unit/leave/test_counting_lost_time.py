"""What is said of lost time is large enough (R48), and stays so however it is added up and subtracted (R83)."""

from itertools import combinations
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as some

from services.leave.domain.time import Fewest, Tally, parts

FEWEST = Fewest(reporters=5, doctors=10)
SPECIALTIES = ["Anaesthesia", "Cardiology", "General surgery", "Paediatrics", "Psychiatry"]


def a_tally(department: str | None, *, reporters: int, doctors: int, first: int = 0) -> Tally:
    """With as many reports as reporters; doctors are numbered from ``first``, and those who reported come first."""
    return Tally(
        department,
        reporters=frozenset(UUID(int=first + n) for n in range(reporters)),
        doctors=frozenset(UUID(int=first + n) for n in range(doctors)),
        reports=reporters,
        minutes_lost=60 * reporters,
    )


def test_a_department_of_four_is_rolled_up_and_the_trusts_total_does_not_give_it_away() -> None:
    """Two others are large enough. With the smaller of them it makes one part; the total less the rest is that part."""
    small = a_tally("Psychiatry", reporters=2, doctors=4)
    middle = a_tally("Paediatrics", reporters=6, doctors=12, first=100)
    large = a_tally("General surgery", reporters=9, doctors=30, first=200)

    found = parts([small, large, middle], FEWEST)

    assert [(one.department, one.reports) for one in found] == [("General surgery", 9), (None, 8)]


def test_departments_that_are_too_small_alone_are_told_together_where_that_is_enough() -> None:
    small = [a_tally(name, reporters=3, doctors=6, first=100 * n) for n, name in enumerate(SPECIALTIES[:2])]
    large = a_tally("General surgery", reporters=9, doctors=30, first=900)

    found = parts([*small, large], FEWEST)

    assert [(one.department, one.reports) for one in found] == [("General surgery", 9), (None, 6)]


def test_of_a_trust_that_is_too_small_nothing_is_said() -> None:
    assert parts([a_tally("Psychiatry", reporters=4, doctors=40)], FEWEST) == []
    assert parts([a_tally("Psychiatry", reporters=5, doctors=9)], FEWEST) == []


def test_one_doctor_who_reports_in_two_departments_is_one_reporter() -> None:
    one, other = a_tally("Psychiatry", reporters=4, doctors=8), a_tally("Cardiology", reporters=4, doctors=8)

    assert parts([one, other], FEWEST) == []


def test_that_nobody_reported_in_a_department_is_not_said_of_it_either() -> None:
    silent = a_tally("Psychiatry", reporters=0, doctors=20, first=500)
    large = a_tally("General surgery", reporters=9, doctors=30)

    [only] = parts([silent, large], FEWEST)

    assert (only.department, len(only.doctors)) == (None, 50)


def test_reports_of_an_unrecorded_specialty_stand_in_no_part_of_their_own() -> None:
    [only] = parts([a_tally(None, reporters=9, doctors=30)], FEWEST)

    assert only.department is None


@some.composite
def trusts(draw: some.DrawFn) -> list[Tally]:
    """Departments of any size, with doctors who may belong to several, and reporters who may belong to none by now."""
    people = [UUID(int=n) for n in range(40)]
    names: list[str | None] = draw(some.lists(some.sampled_from([*SPECIALTIES, None]), unique=True, max_size=6))
    found = []
    for name in names:
        reporters = draw(some.frozensets(some.sampled_from(people), max_size=12))
        doctors = draw(some.frozensets(some.sampled_from(people), max_size=30))
        found.append(Tally(name, reporters, doctors, reports=len(reporters) + draw(some.integers(0, 3))))
    return [one for one in found if one.reporters or one.doctors]


def together(tallies: list[Tally]) -> Tally:
    whole = Tally(None)
    for one in tallies:
        whole = whole.and_also(one)
    return whole


def holds(part: Tally, departments: list[Tally], told: set[str | None]) -> list[Tally]:
    """The departments that a part is made of."""
    if part.department is not None:
        return [one for one in departments if one.department == part.department]
    return [one for one in departments if one.department not in told]


@given(trusts())
def test_every_part_has_reporters_and_doctors_enough(departments: list[Tally]) -> None:
    for part in parts(departments, FEWEST):
        assert len(part.reporters) >= 5
        assert len(part.doctors) >= 10


@given(trusts())
def test_every_report_stands_in_exactly_one_part_or_nothing_is_said(departments: list[Tally]) -> None:
    found = parts(departments, FEWEST)
    if found:
        assert sum(part.reports for part in found) == sum(one.reports for one in departments)
        assert together(found) == together(departments)


@given(trusts())
def test_a_trust_that_is_large_enough_is_always_told_of(departments: list[Tally]) -> None:
    """Whatever its departments: nothing is withheld that could be said of the whole."""
    assert bool(parts(departments, FEWEST)) == FEWEST.let(together(departments))


@given(trusts())
def test_whatever_is_added_up_and_subtracted_at_least_five_reporters_stand_behind_it(
    departments: list[Tally],
) -> None:
    """The attack (R83): from the parts, and so the total, of a month, make up any figure that can be made up.

    All that sums and differences of these can single out is a choice of whole parts; each is looked at here.
    """
    found = parts(departments, FEWEST)
    told = {part.department for part in found if part.department is not None}
    for many in range(1, len(found) + 1):
        for chosen in combinations(found, many):
            behind = [one for part in chosen for one in holds(part, departments, told)]
            assert FEWEST.let(together(behind))


@given(trusts(), some.integers(0, 5))
def test_the_smallest_departments_are_never_a_difference_of_the_total_and_the_others(
    departments: list[Tally], which: int
) -> None:
    """The total is told, as the sum of the parts: what is not told by itself is no part of it that is too small."""
    found = parts(departments, FEWEST)
    if not found or which >= len(departments):
        return
    one = departments[which]
    if FEWEST.let(one):
        return
    others = [part for part in found if part.department is not None]
    left = sum(part.reports for part in found) - sum(part.reports for part in others)
    assert left == sum(one.reports for one in departments if one.department not in {o.department for o in others})
    assert FEWEST.let(together([each for each in departments if each.department not in {o.department for o in others}]))
