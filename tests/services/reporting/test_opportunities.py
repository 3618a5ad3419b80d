"""O-E1: what the portfolio of opportunities counts for."""

from datetime import UTC, date, datetime

from contracts.vocabulary import OpportunityFamily
from tests.services.reporting.reading import Reporting
from tests.unit.reporting.makers import a_placement, a_trust, announced
from tests.unit.reporting.opportunity_makers import an_opportunity, closed, put_on_page, reviewed

NOW_PERIOD = "2026-27-Q3"
FAMILIES = ("meeting", "panel", "shadowing", "training")


async def test_a_trust_that_hosts_is_to_have_a_live_opportunity_of_each_family(reporting: Reporting) -> None:
    await reporting.hears(
        announced(a_placement(host="R0B")),
        announced(a_placement(host="RXF")),
        *(an_opportunity(family=family) for family in FAMILIES),
        an_opportunity(trust="RXF", family="panel"),
        an_opportunity(trust="RXF", family="panel"),
    )

    assert await reporting.figures("O-E1") == {
        ("R0B", NOW_PERIOD): (4, 4),
        ("RXF", NOW_PERIOD): (1, 4),
        (None, NOW_PERIOD): (5, 8),
    }


async def test_what_the_appendix_does_not_have_is_asked_of_nobody_and_stands_for_nothing(reporting: Reporting) -> None:
    beside = [family for family in OpportunityFamily if family not in FAMILIES]
    await reporting.hears(announced(a_placement()), *(an_opportunity(family=family) for family in beside))

    assert len(beside) == 4
    assert (await reporting.figures("O-E1"))["R0B", NOW_PERIOD] == (0, 4)


async def test_what_is_closed_or_over_is_no_longer_live(reporting: Reporting) -> None:
    shut, ends_today = an_opportunity(), an_opportunity(family="panel", last_day=date(2026, 11, 22))
    await reporting.hears(announced(a_placement()), shut, closed(shut), ends_today)
    assert (await reporting.figures("O-E1"))["R0B", NOW_PERIOD] == (1, 4)

    reporting.driver.clock.forward(days=1)

    assert (await reporting.figures("O-E1"))["R0B", NOW_PERIOD] == (0, 4)


async def test_the_share_made_with_a_resident_is_of_what_the_quarter_published(reporting: Reporting) -> None:
    long_ago = datetime(2026, 9, 30, 22, 0, tzinfo=UTC)
    alone = an_opportunity(co_producer_id=None)
    await reporting.hears(an_opportunity(), alone, closed(alone), an_opportunity(published_at=long_ago))

    assert await reporting.figures("O-E1-CO") == {
        ("R0B", NOW_PERIOD): (1, 2),
        ("R0B", "2026-27-Q2"): (1, 1),
        (None, NOW_PERIOD): (1, 2),
        (None, "2026-27-Q2"): (1, 1),
    }


async def test_practices_that_host_need_no_portfolio(reporting: Reporting) -> None:
    await reporting.hears(a_trust("A88003", kind="gp_practice"), announced(a_placement(host="A88003")))

    assert await reporting.figures("O-E1") == {}


async def test_the_movement_of_a_figure_names_the_publication_or_closure(reporting: Reporting) -> None:
    opportunity = an_opportunity()
    _, published = await reporting.hears(announced(a_placement()), opportunity)
    [newest] = await reporting.movements(code="O-E1", trust="R0B")
    [shut] = await reporting.hears(closed(opportunity))

    after = (await reporting.movements(code="O-E1", trust="R0B"))[0]

    assert (newest["numerator"], newest["because"]) == (1, str(published.id))
    assert (after["numerator"], after["because"]) == (0, str(shut.id))


async def test_time_alone_ends_what_has_a_last_day(reporting: Reporting) -> None:
    await reporting.hears(announced(a_placement()), an_opportunity(last_day=date(2026, 11, 22)))
    await reporting.movements()
    reporting.driver.clock.forward(days=1)
    await reporting.driver.run_job("record the day")

    newest = (await reporting.movements(code="O-E1", trust="R0B"))[0]

    assert (newest["numerator"], newest["because"]) == (0, None)


async def test_what_nobody_looked_at_in_time_is_stale_until_somebody_does(reporting: Reporting) -> None:
    fresh, stale, unknown, shut = (
        an_opportunity(review_due=due) for due in (date(2026, 11, 22), date(2026, 11, 21), None, None)
    )
    await reporting.hears(fresh, stale, unknown, shut, closed(shut))
    assert (await reporting.figures("O-E1-RV"))["R0B", NOW_PERIOD] == (1, 3)

    await reporting.hears(reviewed(stale))
    assert (await reporting.figures("O-E1-RV"))["R0B", NOW_PERIOD] == (2, 3)

    reporting.driver.clock.forward(days=1)
    assert (await reporting.figures("O-E1-RV"))["R0B", NOW_PERIOD] == (1, 3)


async def test_what_is_live_and_complete_on_the_trusts_page_counts_of_what_is_live(reporting: Reporting) -> None:
    done, undone, never, shut = (an_opportunity() for _ in range(4))
    await reporting.hears(done, undone, never, shut, put_on_page(undone, complete=True))
    await reporting.hears(*(put_on_page(one, complete=True) for one in (done, shut)), closed(shut))
    await reporting.hears(put_on_page(undone, complete=False))

    assert (await reporting.figures("O-D2"))["R0B", NOW_PERIOD] == (1, 3)
