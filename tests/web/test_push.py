"""Push in a real browser: turned on, delivered as the browser's own push service would, shown, and tapped."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.async_api import CDPSession, Worker, expect

from fairlead.commands.client import answered
from tests.services.notifications.push_service import Browser as PushBrowser
from tests.services.notifications.push_service import PushService, a_push_service
from tests.web.browsing import PATIENCE, PHONE, Town, Visitor
from tests.web.conftest import SignedIn

SETTINGS = "/settings/notifications"
DEVICES = "/api/notifications/push-subscriptions"
OWNERS = ("part_timer", "steady")
"""Who turns push on here."""
WORDS = "You have a new message in Fairlead"
# A headless browser has no push service to ask: it gives out an address and keys of ours, made for this test.
GIVES_OUT = """
    const given = %s;
    const here = (registration) => ({
        endpoint: given.endpoint, options: {}, toJSON: () => given,
        unsubscribe: async () => { localStorage.removeItem('test-subscribed'); return true; },
    });
    PushManager.prototype.subscribe = async function (options) {
        localStorage.setItem('test-subscribed', options.applicationServerKey);
        return here();
    };
    PushManager.prototype.getSubscription = async () => localStorage.getItem('test-subscribed') ? here() : null;
"""
SHOWN = """async () => (await self.registration.getNotifications()).map(
    ({ title, body, tag, data }) => ({ title, body, tag, path: data.path }))"""
NEWEST = """async () => Math.max(0,
    ...(await self.registration.getNotifications()).map(({ timestamp }) => timestamp))"""
TAPPED = """async () => {
    const opened = [];
    Object.defineProperty(self.clients, 'openWindow', { value: async (path) => { opened.push(path); } });
    const [notification] = await self.registration.getNotifications();
    self.dispatchEvent(new NotificationEvent('notificationclick', { notification }));
    let left = 1;
    for (let turn = 0; turn < 1000 && !(opened.length && left === 0); turn++) {
        await new Promise((done) => setTimeout(done, 20));
        left = (await self.registration.getNotifications()).length;
    }
    return { opened, left };
}"""
KEPT_ANEW = """async (before) => {
    while (localStorage.getItem('fl-push') === before) await new Promise((done) => setTimeout(done, 20));
}"""

pytestmark = pytest.mark.parametrize("javascript", [True])


@pytest.fixture
async def pushes(town: Town) -> AsyncIterator[PushService]:
    """For one test. It answers until nothing is due to it, and nobody has a device there afterwards."""
    await asyncio.to_thread(town.stage.settle)
    async with a_push_service(lambda: datetime.now(UTC)) as service:
        yield service
        await asyncio.to_thread(devices_are_removed, town)
        await asyncio.to_thread(town.stage.settle)


def devices_are_removed(town: Town) -> None:
    for owner in OWNERS:
        with town.stage.here.signed_in(town.known_by(owner)) as client:
            for device in answered(client.get(DEVICES))["items"]:
                answered(client.delete(f"{DEVICES}/{device['id']}"))


def leave_is_refused(town: Town, to: str) -> None:
    """Told at once, and to one doctor alone."""
    stage, first = town.stage, town.cast.today + timedelta(days=160)
    days = {"first_day": first.isoformat(), "last_day": first.isoformat()}
    course = {"type": "study", "leadership": True, "activity": "Leading teams", "provider": "FMLM", **days}
    asked = stage.post(town.cast.players[to], "resident_doctor", "/api/leave/requests", course)
    stage.settle()
    refusal = {
        "reason": "minimum_staffing",
        "explanation": "Two colleagues are away in that week already.",
        "alternative": "The same course runs four weeks later.",
        "next_step": "Talk to me about the later date by Friday.",
    }
    coordinator = town.cast.players["coordinator_old"]
    stage.post(coordinator, "rota_coordinator", f"/api/leave/requests/{asked['id']}/refusal", refusal)
    stage.settle()


async def on_a_phone(signed_in: SignedIn, persona: str, browser: PushBrowser, **how: Any) -> Visitor:
    """Somebody on their settings page, in a browser that may notify and has a push service to subscribe with."""
    visitor = await signed_in(persona, viewport=PHONE, permissions=["notifications"], **how)
    await visitor.page.add_init_script(GIVES_OUT % json.dumps(browser.subscription))
    await visitor.open(SETTINGS)
    return visitor


class Phone:
    """What the browser's own push service does, and what its screen shows."""

    def __init__(self, visitor: Visitor, protocol: CDPSession, registration: str, worker: Worker) -> None:
        self._visitor = visitor
        self._protocol = protocol
        self._registration = registration
        self._worker = worker

    @classmethod
    async def of(cls, visitor: Visitor) -> "Phone":
        page = visitor.page
        protocol = await page.context.new_cdp_session(page)
        known: asyncio.Future[str] = asyncio.get_running_loop().create_future()

        def registered(event: dict[str, Any]) -> None:
            if event["registrations"] and not known.done():
                known.set_result(event["registrations"][0]["registrationId"])

        protocol.on("ServiceWorker.workerRegistrationUpdated", registered)
        await protocol.send("ServiceWorker.enable")
        workers = page.context.service_workers
        worker = workers[0] if workers else await page.context.wait_for_event("serviceworker")
        return cls(visitor, protocol, await asyncio.wait_for(known, 10), worker)

    async def gets(self, data: str) -> None:
        """As the browser would be woken: the data is already decrypted. Afterwards it has rung, its icon fetched."""
        before = await self._worker.evaluate(NEWEST)
        where = {"origin": self._visitor.town.portal, "registrationId": self._registration}
        await self._protocol.send("ServiceWorker.deliverPushMessage", {**where, "data": data})
        async with asyncio.timeout(PATIENCE / 1000):
            while await self._worker.evaluate(NEWEST) <= before:
                await asyncio.sleep(0.05)

    async def shows(self) -> list[dict[str, Any]]:
        shown: list[dict[str, Any]] = await self._worker.evaluate(SHOWN)
        return shown

    async def is_tapped(self) -> dict[str, Any]:
        result: dict[str, Any] = await self._worker.evaluate(TAPPED)
        return result


async def test_what_happens_rings_on_the_phone_without_a_word_of_it_and_a_tap_opens_it(
    signed_in: SignedIn, town: Town, pushes: PushService
) -> None:
    browser = pushes.a_browser("")
    visitor = await on_a_phone(signed_in, "steady", browser)
    await visitor.is_accessible()
    browser.server_key = await visitor.page.locator("[data-push-key]").get_attribute("data-push-key") or ""
    await visitor.press("Turn on push on this device")
    await expect(visitor.page.get_by_text("Push is on on this device")).to_be_visible()
    await expect(visitor.page.get_by_role("heading", name="(this device)")).to_be_visible()
    await visitor.is_accessible()

    await asyncio.to_thread(leave_is_refused, town, "steady")
    assert (pushes.faults, len(browser.seen)) == ([], 1)

    phone = await Phone.of(visitor)
    await phone.gets(json.dumps(browser.seen[0]))
    [shown] = await phone.shows()
    path = f"/inbox/{browser.seen[0]['item']}"
    assert shown == {"title": WORDS, "body": "", "tag": browser.topics[0], "path": path}
    await phone.gets(json.dumps(browser.seen[0]))
    assert len(await phone.shows()) == 1, "a copy takes the place of the first"
    assert await phone.is_tapped() == {"opened": [path], "left": 0}

    await visitor.open(path)
    assert await visitor.page.locator("h1").inner_text() == "Your leave is refused"


@pytest.mark.parametrize(
    "data",
    ['{"item": "../evil", "tag": "Dr Amara Patel", "title": "Dr Amara Patel"}', "Dr Amara Patel", "", "[]", "null"],
)
async def test_whatever_is_sent_the_words_are_ours_and_a_tap_stays_with_us(
    signed_in: SignedIn, pushes: PushService, data: str
) -> None:
    visitor = await on_a_phone(signed_in, "learner", pushes.a_browser(""))
    await visitor.page.evaluate("navigator.serviceWorker.register('/sw.js').then(() => navigator.serviceWorker.ready)")
    phone = await Phone.of(visitor)
    await phone.gets(data)

    assert await phone.shows() == [{"title": WORDS, "body": "", "tag": "fairlead", "path": "/inbox"}]
    assert (await phone.is_tapped())["opened"] == ["/inbox"]


async def test_a_device_that_is_removed_is_rung_no_more_and_its_browser_knows_it(
    signed_in: SignedIn, pushes: PushService
) -> None:
    browser = pushes.a_browser("")
    visitor = await on_a_phone(signed_in, "part_timer", browser)
    await visitor.press("Turn on push on this device")
    await expect(visitor.page.get_by_text("Push is on on this device")).to_be_visible()
    await visitor.press("Remove")

    await expect(visitor.page.get_by_text("You have not turned on push on any device")).to_be_visible()
    assert await visitor.page.evaluate("localStorage.length") == 0


async def test_a_browser_that_has_moved_tells_on_the_next_page_but_only_to_its_owner(
    signed_in: SignedIn, pushes: PushService
) -> None:
    browser, moved = pushes.a_browser(""), pushes.a_browser("")
    visitor = await on_a_phone(signed_in, "part_timer", browser)
    await visitor.press("Turn on push on this device")
    await expect(visitor.page.get_by_text("Push is on on this device")).to_be_visible()
    before = await visitor.page.evaluate("localStorage.getItem('fl-push')")
    await visitor.page.add_init_script(GIVES_OUT % json.dumps(moved.subscription))
    async with visitor.page.expect_request(lambda asked: asked.method == "POST" and asked.url.endswith(SETTINGS)):
        await visitor.open("/home")
    await expect(visitor.page.locator("h1")).to_have_text("Home")
    async with asyncio.timeout(PATIENCE / 1000):
        await visitor.page.evaluate(KEPT_ANEW, before)

    await visitor.page.evaluate(
        "localStorage.setItem('fl-push', JSON.stringify({ person: 'somebody else', fingerprint: '' }))"
    )
    asked: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.method))
    await visitor.open("/home")
    await visitor.page.wait_for_load_state("networkidle")
    assert "POST" not in asked


async def test_who_has_blocked_notifications_is_told_how_to_allow_them(signed_in: SignedIn) -> None:
    visitor = await signed_in("part_timer")
    await visitor.page.add_init_script("Object.defineProperty(Notification, 'permission', { get: () => 'denied' })")
    await visitor.open(SETTINGS)

    await expect(visitor.page.get_by_text("You have not allowed this website")).to_be_visible()
    await visitor.is_accessible()
    for width in (375, 320):
        await visitor.fits(width)
