"""Notification settings without a script, and what a browser is given to ring with."""

import json
import re

from tests.services.notifications.push_service import Browser as PushBrowser
from tests.services.portal.browser import title
from tests.services.portal.town import DOCTOR, OTHER_DOCTOR, Town

SETTINGS = "/settings/notifications"
WHAT_IT_IS = re.compile(r"<h3[^>]*>([^<]+)<")


def given_out(endpoint: str = "https://updates.push.services.mozilla.com/wpush/v2/one") -> dict[str, str]:
    """What a browser puts into the form once its owner has said yes."""
    subscription = PushBrowser(endpoint).subscription
    return {"endpoint": endpoint, **subscription["keys"]}


async def test_a_device_is_turned_on_seen_by_its_owner_alone_and_removed(town: Town) -> None:
    await town.has_placement(OTHER_DOCTOR)
    browser, other = await town.signed_in(DOCTOR), await town.signed_in(OTHER_DOCTOR)
    page = await browser.open(SETTINGS)
    assert "You have not turned on push on any device" in page.text
    on = await browser.send(page, to=SETTINGS, **given_out())

    assert WHAT_IT_IS.findall(on.text) == ["Firefox"]
    assert "wpush" not in on.text
    assert WHAT_IT_IS.findall((await other.open(SETTINGS)).text) == []
    found = re.search(rf"{SETTINGS}/[0-9a-f-]+/remove", on.text)
    assert found is not None
    off = await browser.send(on, to=found[0])
    assert WHAT_IT_IS.findall(off.text) == []


async def test_an_address_that_is_no_push_services_is_sent_back_with_a_reason(town: Town) -> None:
    browser = await town.signed_in(DOCTOR)
    answer = await browser.send(await browser.open(SETTINGS), to=SETTINGS, **given_out("https://evil.example/x"))

    assert answer.status_code == 422
    assert title(answer).startswith("Error: Notification settings")
    assert "not the address of a push service" in answer.text


async def test_without_a_script_the_page_says_that_push_needs_one(town: Town) -> None:
    page = await (await town.signed_in(DOCTOR)).open(SETTINGS)

    assert "Push needs JavaScript" in page.text
    assert all("hidden" in found for found in re.findall(r'data-push="(?!plain)[^>]*', page.text))


async def test_the_service_worker_stands_at_the_root_and_keeps_no_page(town: Town) -> None:
    answer = await (await town.signed_in(DOCTOR)).open("/sw.js")

    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "caches" not in answer.text
    assert '"fetch"' not in answer.text


async def test_the_website_can_be_put_on_a_home_screen_under_its_own_name_and_icons(town: Town) -> None:
    browser = await town.signed_in(DOCTOR)
    found = re.search(r'rel="manifest" href="([^"]+)"', (await browser.open("/home")).text)
    assert found is not None
    answer = await browser.open(found[1])
    manifest = json.loads(answer.text)

    assert answer.headers["content-type"].startswith("application/manifest+json")
    assert (manifest["name"], manifest["start_url"]) == ("Fairlead", "/home")
    for icon in manifest["icons"]:
        there = await browser.open(found[1].rpartition("/")[0] + "/" + icon["src"])
        assert (there.status_code, there.headers["content-type"]) == (200, icon["type"])
