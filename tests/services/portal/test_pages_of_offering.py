"""A host offers hours beside themselves, and doctors who work there find them (M-E1)."""

import re

import pytest

from tests.services.portal.browser import Browser
from tests.services.portal.town import CHAMPION, COORDINATOR, DOCTOR, Town, day, seen

NEW = "/hosting/new"


@pytest.fixture
async def host(campus: Town) -> Browser:
    return await campus.signed_in(CHAMPION)


def hours(town: Town, **facts: str) -> dict[str, str]:
    """A night in two weeks."""
    what = {"kind": "clinical", "title": "A <b>night</b> on the wards", "starts_at": "20:00", "ends_at": "8.30"}
    when = day("starts_on", town.in_days(14)) | day("ends_on", town.in_days(15))
    return what | when | {"places": "2", "grades": "Foundation Year 2, ST3"} | facts


async def test_a_host_offers_a_night_that_doctors_then_find(campus: Town, host: Browser) -> None:
    check = await host.send(await host.open(NEW), to=NEW, **hours(campus))
    offered = await host.send(check, to=NEW, step="send")
    twice = await host.send(check, to=NEW, step="send")
    await campus.settle()

    for said in ("A &lt;b&gt;night&lt;/b&gt; on the wards", "Clinical leadership", "20:00 to ", ", 08:30", "ST3"):
        assert said in check.text
    assert "These hours are offered" in offered.text
    assert twice.url.path == offered.url.path
    assert (await host.open("/hosting")).text.count("A &lt;b&gt;night") == 1
    assert "A &lt;b&gt;night" in (await (await campus.signed_in(DOCTOR)).open("/shadowing")).text


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"title": ""}, "title"),
        ({"starts_on-day": "32"}, "starts_on-day"),
        ({"ends_at": "late"}, "ends_at"),
        ({"places": "some"}, "places"),
        ({"places": "100"}, "places"),
        ({"grades": "x" * 81}, "title"),
    ],
)
async def test_what_is_missing_or_cannot_be_is_told_at_its_field(
    campus: Town, host: Browser, wrong: dict[str, str], field: str
) -> None:
    told = await host.send(await host.open(NEW), to=NEW, step="send", **hours(campus, **wrong))

    assert (told.status_code, f'href="#{field}"' in told.text) == (422, True)


@pytest.mark.parametrize(
    ("starts", "ends", "field"), [(-1, 1, "starts_at"), (14, 13, "ends_at"), (2000, 2001, "starts_at")]
)
async def test_hours_that_cannot_be_are_told_as_people_say_it(
    campus: Town, host: Browser, starts: int, ends: int, field: str
) -> None:
    when = day("starts_on", campus.in_days(starts)) | day("ends_on", campus.in_days(ends))

    told = await host.send(await host.open(NEW), to=NEW, step="send", **hours(campus) | when)

    assert told.status_code == 422
    assert re.search(rf'<a href="#{field}">\s*It must', told.text), seen(told)


async def test_what_was_written_is_there_again_to_change(campus: Town, host: Browser) -> None:
    check = await host.send(await host.open(NEW), to=NEW, **hours(campus))

    form = await host.send(check, to=NEW, step="change")

    assert 'value="A &lt;b&gt;night&lt;/b&gt; on the wards"' in form.text
    assert 'value="Foundation Year 2, ST3"' in form.text


async def test_who_hosts_nothing_is_not_asked(campus: Town) -> None:
    coordinator = await campus.signed_in(COORDINATOR)

    assert NEW not in (await coordinator.open("/hosting")).text
    assert (await coordinator.open(NEW)).status_code == 403
