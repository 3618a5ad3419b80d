"""Push in a real browser: turned on, delivered as the browser's own push service would, shown, and tapped."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.async_api import CDPSession, Worker, expect

from tests.services.notifications.push_service import Browser as PushBrowser
from tests.services.notifications.push_service import PushService, a_push_service
from tests.web.browsing import PHONE, Town, Visitor
from tests.web.conftest import SignedIn
from tests.web.test_region import feedback_is_given

SETTINGS = "/settings/notifications"
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
TAPPED = """async () => {
    const opened = [];
    Object.defineProperty(self.clients, 'openWindow', { value: async (path) => { opened.push(path); } });
    const [notification] = await self.registration.getNotifications();
    self.dispatchEvent(new NotificationEvent('notificationclick', { notification }));
    let left = 1;
    for (let turn = 0; turn < 100 && !(opened.length && left === 0); turn++) {
        await new Promise((done) => setTimeout(done, 20));
        left = (await self.registration.getNotifications()).length;
    }
    return { opened, left };
}"""

pytestmark = pytest.mark.parametrize("javascript", [True])


@pytest.fixture
async def pushes() -> AsyncIterator[PushService]:
    async with a_push_service(lambda: datetime.now(UTC)) as service:
        yield service


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
        """As the browser would be woken: the data is already decrypted."""
        where = {"origin": self._visitor.town.portal, "registrationId": self._registration}
        await self._protocol.send("ServiceWorker.deliverPushMessage", {**where, "data": data})

    async def shows(self) -> list[dict[str, Any]]:
        for _ in range(100):
            shown: list[dict[str, Any]] = await self._worker.evaluate(SHOWN)
            if shown:
                return shown
            await asyncio.sleep(0.05)
        return []

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

    await feedback_is_given(town, "steady")
    await asyncio.to_thread(town.stage.settle)
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
    assert await visitor.page.locator("h1").inner_text() == "You have been given written feedback"


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
    await visitor.page.get_by_role("button", name="Remove").click()

    await expect(visitor.page.get_by_text("You have not turned on push on any device")).to_be_visible()
    assert await visitor.page.evaluate("localStorage.length") == 0


async def test_a_browser_that_has_moved_tells_on_the_next_page_but_only_to_its_owner(
    signed_in: SignedIn, pushes: PushService
) -> None:
    browser, moved = pushes.a_browser(""), pushes.a_browser("")
    visitor = await on_a_phone(signed_in, "part_timer", browser)
    await visitor.press("Turn on push on this device")
    await expect(visitor.page.get_by_text("Push is on on this device")).to_be_visible()
    await visitor.page.add_init_script(GIVES_OUT % json.dumps(moved.subscription))
    async with visitor.page.expect_request(lambda asked: asked.method == "POST" and asked.url.endswith(SETTINGS)):
        await visitor.open("/home")
    await expect(visitor.page.locator("h1")).to_have_text("Home")
    kept = json.loads(await visitor.page.evaluate("localStorage.getItem('fl-push')"))

    await visitor.page.evaluate(
        "(kept) => localStorage.setItem('fl-push', JSON.stringify({ person: 'somebody else', fingerprint: '' }))", kept
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
