"""M-E1: shadowing of both kinds, how far it is used, and how often its hosts cancel."""

from datetime import UTC, datetime, timedelta

from tests.services.reporting.reading import Reporting
from tests.unit.reporting.makers import a_slot, booked, cancelled_by

PERIOD = "2026-27-Q3"


async def figure(reporting: Reporting, code: str) -> tuple[int, int] | None:
    return (await reporting.figures(code)).get(("R0B", PERIOD))


async def test_booked_places_are_a_share_of_the_places_offered(reporting: Reporting) -> None:
    one, other = a_slot(places=2), a_slot(places=3)
    await reporting.hears(one, other, booked(one), booked(one), booked(other))

    assert await reporting.figures("M-E1") == {("R0B", PERIOD): (3, 5), (None, PERIOD): (3, 5)}


async def test_a_place_given_or_taken_back_is_not_booked_and_a_cancelled_slot_offers_none(
    reporting: Reporting,
) -> None:
    slot, gone = a_slot(places=3), a_slot(places=4)
    first, second, third, lost = booked(slot), booked(slot), booked(slot), booked(gone)
    await reporting.hears(slot, gone, first, second, third, lost)
    await reporting.hears(cancelled_by("doctor", slot, first), cancelled_by("host", slot, second))
    await reporting.hears(cancelled_by("host", gone, lost, whole=True))

    assert await figure(reporting, "M-E1") == (1, 3)


async def test_the_kinds_are_told_apart(reporting: Reporting) -> None:
    gone = a_slot()
    await reporting.hears(a_slot(), a_slot(kind="clinical"), a_slot(kind="clinical"), gone)
    await reporting.hears(cancelled_by("host", gone, whole=True))

    assert await figure(reporting, "M-E1-NC") == (1, 3)


async def test_what_hosts_cancel_is_a_share_of_all_bookings(reporting: Reporting) -> None:
    slot, gone = a_slot(), a_slot()
    kept, given_back, one, other = booked(slot), booked(slot), booked(gone), booked(gone)
    await reporting.hears(slot, gone, kept, given_back, one, other)
    assert await figure(reporting, "M-E1-HC") == (0, 4)

    await reporting.hears(cancelled_by("doctor", slot, given_back), cancelled_by("host", gone, one, other, whole=True))

    assert await figure(reporting, "M-E1-HC") == (2, 4)


async def test_a_slot_belongs_to_the_quarter_of_its_start_in_london(reporting: Reporting) -> None:
    begins = datetime(2027, 3, 31, 23, 30, tzinfo=UTC)  # the first of April, by summer time
    slot = a_slot(starts_at=begins, ends_at=begins + timedelta(hours=1))
    await reporting.hears(slot, booked(slot))

    for code in ("M-E1", "M-E1-NC", "M-E1-HC"):
        assert {period for _, period in await reporting.figures(code)} == {"2027-28-Q1"}


async def test_each_fact_moves_the_figures_it_may_move_and_says_because_of_what(reporting: Reporting) -> None:
    slot = a_slot()
    await reporting.hears(slot)
    await reporting.movements()
    [stamp] = await reporting.hears(booked(slot))

    newest = [one for one in await reporting.movements(trust="R0B") if one["because"] == str(stamp.id)]

    assert {(one["code"], one["numerator"], one["denominator"]) for one in newest} == {
        ("M-E1", 1, 2),
        ("M-E1-HC", 0, 1),
    }
