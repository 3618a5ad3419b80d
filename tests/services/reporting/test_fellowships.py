"""O-D3: trusts with a fellow in post, and fellows with the time that was promised to them."""

from datetime import date

from tests.services.reporting.reading import Reporting
from tests.unit.reporting.leading import a_fellow, ended, has
from tests.unit.reporting.makers import a_placement, announced

HERE, REGION = ("R0B", "2026-27-Q3"), (None, "2026-27-Q3")


async def test_a_trust_with_a_fellow_in_post_today_is_counted(reporting: Reporting) -> None:
    await reporting.hears(*(announced(a_placement(host=host, start=date(2026, 8, 5))) for host in ("R0B", "RXF")))
    await reporting.hears(a_fellow(starts_on=date(2026, 11, 23)), a_fellow(ends_on=date(2026, 11, 21)))
    assert (await reporting.figures("O-D3"))[HERE] == (0, 1), "one is to come, one is over"

    fellow = a_fellow()
    await reporting.hears(fellow)
    assert (await reporting.figures("O-D3"))[HERE] == (1, 1)
    assert (await reporting.figures("O-D3"))[REGION] == (1, 2)

    [stamp] = await reporting.hears(ended(fellow))
    assert (await reporting.figures("O-D3"))[HERE] == (0, 1)
    newest = [one for one in await reporting.movements(trust="R0B") if one["because"] == str(stamp.id)]
    assert {one["code"] for one in newest} == {"O-D3"}


async def test_one_recorded_in_error_never_was(reporting: Reporting) -> None:
    await reporting.hears(announced(a_placement(start=date(2026, 8, 5))))
    fellow = a_fellow()
    await reporting.hears(fellow, has(fellow, 40))

    await reporting.hears(ended(fellow, reason="appointed_in_error", ended_on=date(2026, 11, 22)))

    assert (await reporting.figures("O-D3"))[HERE] == (0, 1)
    assert await reporting.figures("O-D3-PS") == {}


async def test_who_has_the_stated_share_is_a_share_of_those_who_say_what_they_have(reporting: Reporting) -> None:
    enough, less, silent, gone = (a_fellow() for _ in range(4))
    await reporting.hears(enough, less, silent, gone)
    await reporting.hears(has(enough, 40), has(less, 40), has(gone, 40), ended(gone))
    assert (await reporting.figures("O-D3-PS"))[HERE] == (2, 2)

    await reporting.hears(has(less, 39))

    assert (await reporting.figures("O-D3-PS"))[HERE] == (1, 2)
