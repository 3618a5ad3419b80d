"""A browser without JavaScript: it follows redirects across portal and issuer, and keeps the cookies of both."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

import httpx

from fairlead.embedded.issuer import Issuer
from tests.services.driver import Driver

PORTAL = "http://127.0.0.1:8000"


class Browser:
    """Reads pages and sends the forms on them, as they stand there."""

    def __init__(self, portal: Driver, issuer: Issuer) -> None:
        there = {
            "all://127.0.0.1:8000": httpx.ASGITransport(portal.running.app, raise_app_exceptions=False),
            issuer.url.replace("http://", "all://"): httpx.ASGITransport(issuer.app),
        }
        self.client = httpx.AsyncClient(mounts=there, base_url=PORTAL, follow_redirects=True)

    async def open(self, path: str, **headers: str) -> httpx.Response:
        return await self.client.get(path, headers=headers)

    async def send(
        self,
        page: httpx.Response,
        *,
        to: str | None = None,
        files: Any = None,
        headers: Mapping[str, str] | None = None,
        **fields: str,
    ) -> httpx.Response:
        """The form of the page that leads there, with these fields filled in; as a page of the portal would."""
        form, action = form_of(page.text, to)
        from_page = {"Origin": f"{page.url.scheme}://{page.url.netloc.decode()}", "Sec-Fetch-Site": "same-origin"}
        address = page.url.join(action)
        return await self.client.post(
            address, data={**form, **fields}, files=files, headers={**from_page, **(headers or {})}
        )

    async def sign_in(self, person: str, *, to: str = "") -> httpx.Response:
        """Through the issuer, by typing who one is; the page one comes to."""
        start = await self.open("/sign-in" + (f"?to={to}" if to else ""))
        asked = await self.send(start, to="/sign-in")
        return await self.send(asked, person=person)

    async def leave(self) -> str:
        """Off to the issuer, not followed: the address there."""
        page = await self.open("/sign-in")  # or home, for who is signed in: its form has the same token
        fields, _ = form_of(page.text, None)
        answer = await self.client.post("/sign-in", data=fields, headers={"Origin": PORTAL}, follow_redirects=False)
        return str(answer.headers["location"])

    async def pick(self, person: str, *, at: str) -> str:
        """Say who one is at the issuer's address, not followed: the address that leads back."""
        answer = await self.client.post(at, data={"person": person}, follow_redirects=False)
        return str(answer.headers["location"])


def form_of(html: str, to: str | None) -> tuple[dict[str, str], str]:
    """The hidden fields of the form that leads there, or of the first, and its action."""
    for found in re.finditer(r"<form[^>]*>.*?</form>", html, re.DOTALL):
        action = unescape(_attribute(found[0], "action"))
        if to is None or action == to:
            hidden = re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", found[0])
            return {_attribute(one, "name"): unescape(_attribute(one, "value")) for one in hidden}, action
    raise AssertionError(f"no form leads to {to}")


def filled_in(page: httpx.Response, to: str) -> dict[str, str]:
    """What of the form that leads there can be seen and is filled in, as a browser would send it untouched."""
    form = next(
        found[0]
        for found in re.finditer(r"<form[^>]*>.*?</form>", page.text, re.DOTALL)
        if unescape(_attribute(found[0], "action")) == to
    )
    inputs = [one for one in re.findall(r"<input[^>]*>", form) if _attribute(one, "type") != "hidden"]
    sent = [one for one in inputs if _attribute(one, "type") not in ("radio", "checkbox") or " checked" in one]
    texts = re.findall(r'<textarea[^>]* name="([^"]*)"[^>]*>(.*?)</textarea>', form, re.DOTALL)
    return {_attribute(one, "name"): unescape(_attribute(one, "value")) for one in sent} | {
        name: unescape(text) for name, text in texts
    }


def looks_done(page: httpx.Response) -> bool:
    """Whether it tells of a success."""
    return "nhsuk-notification-banner--success" in page.text


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf' {name}="([^"]*)"', tag)
    return found[1] if found else ""


def title(page: httpx.Response) -> str:
    found = re.search(r"<title>(.*?)</title>", page.text, re.DOTALL)
    assert found is not None
    return unescape(found[1])


def link_to(html: str, beginning: str) -> str:
    """The first address on a page that begins so."""
    return beginning + html.partition(f'href="{beginning}')[2].partition('"')[0]
