"""What holds for every page: its headers, its forms, its errors, and what it fetches."""

import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from services.portal import policy
from services.portal.pages.assets import STATIC, Assets
from tests.services.portal.browser import title
from tests.services.portal.region import Region

VENDORED = STATIC / "vendor" / "nhsuk-10.6.1"
TEMPLATES = STATIC.parent / "templates"
OPEN = [
    *("/", "/verify", "/sign-in", "/signed-out", "/accessibility", "/cookies", "/privacy", "/nowhere"),
    "/static/x/nothing.css",
]


class Seen(HTMLParser):
    """Every tag of a page with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.mark.parametrize("path", OPEN)
async def test_a_browser_may_run_and_fetch_nothing_but_what_is_ours(region: Region, path: str) -> None:
    headers = (await region.browser.open(path)).headers

    policy_ = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy_["default-src"] == policy_["base-uri"] == policy_["frame-ancestors"] == "'none'"
    assert {policy_[name] for name in ("script-src", "style-src", "img-src", "connect-src")} == {"'self'"}
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert headers["cache-control"] == "no-store"
    assert "strict-transport-security" not in headers


async def test_only_a_portal_on_https_asks_browsers_for_https(start: Any) -> None:
    portal = await start(public_url="https://portal.example")

    async with portal.http() as client:
        answer = await client.get("/")

    assert answer.headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"


async def test_over_https_cookies_are_bound_to_this_host(start: Any, region: Region) -> None:
    portal = await start(
        public_url="https://portal.example",
        issuer=region.issuer.url,
        client_secret="what the portal proves itself with",
    )

    async with portal.http(Origin="https://portal.example") as client:
        answer = await client.post("/sign-in", data={})

    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-sign-in=")
    assert {part.strip() for part in cookie.split(";")[1:]} == {"HttpOnly", "Path=/", "SameSite=lax", "Secure"}


@pytest.mark.parametrize("path", OPEN[:-1])
async def test_a_page_holds_no_script_and_no_style_and_names_nothing_outside(region: Region, path: str) -> None:
    seen = Seen((await region.browser.open(path)).text)

    assert not [name for _, attributes in seen.tags for name in attributes if name == "style" or name.startswith("on")]
    assert not [tag for tag, _ in seen.tags if tag in ("style", "iframe", "object")]
    assert [a["type"] for tag, a in seen.tags if tag == "script"] == ["module"]
    fetched = [a.get("src") or a.get("href") or "" for tag, a in seen.tags if tag in ("script", "link", "img")]
    assert fetched
    assert all(each.startswith("/static/") for each in fetched)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Sec-Fetch-Site": "", "Origin": "http://127.0.0.1:8000"}, 403),
    ],
)
async def test_a_form_is_taken_from_pages_of_ours_only(region: Region, headers: dict[str, str], status: int) -> None:
    home = await _signed_in(region)

    answer = await region.browser.send(home, to="/sign-out", headers=headers)

    assert answer.status_code == status


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://127.0.0.1:8000", 200),
        ("http://127.0.0.1:8001", 403),
        ("https://127.0.0.1:8000", 403),
        ("null", 403),
        (None, 403),
    ],
)
async def test_a_browser_that_says_no_site_says_our_origin(region: Region, origin: str | None, status: int) -> None:
    home = await _signed_in(region)
    token = re.findall(r'name="_token" value="([^"]+)"', home.text)[0]
    headers = {"Origin": origin} if origin else {}

    answer = await region.browser.client.post("/sign-out", data={"_token": token}, headers=headers)

    assert answer.status_code == status


@pytest.mark.parametrize("token", ["", "x", "é"])
async def test_a_form_of_another_session_is_refused(region: Region, token: str) -> None:
    home = await _signed_in(region)

    answer = await region.browser.send(home, to="/sign-out", _token=token)

    assert (answer.status_code, title(answer)) == (403, "This form did not come from here - Fairlead")
    assert (await region.browser.open("/home")).url.path == "/home"


async def test_every_form_of_a_page_carries_its_sessions_token_and_a_key_of_its_own() -> None:
    """Every template: a form that forgets them is refused by the portal, and not noticed before."""
    for template in TEMPLATES.glob("*.jinja"):
        for form in re.findall(r"<form.*?</form>", template.read_text(), re.DOTALL):
            assert "form_fields()" in form, template.name
            assert 'method="post"' in form, template.name


def test_no_template_prints_what_it_did_not_escape() -> None:
    for template in TEMPLATES.glob("*.jinja"):
        assert not re.search(r"\|\s*safe|autoescape|[\"']\w*[hH]tml[\"']\s*:", template.read_text()), template.name


async def test_a_name_cannot_add_markup(region: Region) -> None:
    region.somebody("7000010", ("resident_doctor", None), name="<b>Bobby</b>")

    home = await region.browser.sign_in("7000010")

    assert "<b>Bobby" not in home.text
    assert "&lt;b&gt;Bobby" in home.text


async def test_what_pages_fetch_is_kept_for_ever_under_a_name_that_changes_with_it(region: Region) -> None:
    page = await region.browser.open("/")
    (address,) = re.findall(r'href="(/static/[^"]+/portal.css)"', page.text)

    now, later = await region.browser.open(address), await region.browser.open("/static/older/portal.css")

    assert now.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert now.headers["content-type"].startswith("text/css")
    assert later.headers["cache-control"] == "no-store"
    assert now.content == later.content == (STATIC / "portal.css").read_bytes()


def test_one_changed_byte_changes_every_address(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a")
    before = Assets(tmp_path).address("a.css")
    (tmp_path / "a.css").write_text("b")

    assert Assets(tmp_path).address("a.css") != before


def test_no_path_leads_out_of_the_static_files() -> None:
    assert Assets().find("../settings.py") is None


def test_what_is_vendored_is_what_its_sums_say() -> None:
    sums = dict(line.split("  ./")[::-1] for line in (VENDORED / "SHA256SUMS").read_text().splitlines())
    found = {path.relative_to(VENDORED).as_posix(): path for path in VENDORED.rglob("*") if path.is_file()}

    assert set(found) - {"SHA256SUMS"} == set(sums)
    assert {name: hashlib.sha256(found[name].read_bytes()).hexdigest() for name in sums} == sums


def test_what_is_vendored_has_its_licence_and_no_identity_of_the_nhs() -> None:
    assert "MIT License" in (VENDORED / "LICENSE").read_text()
    style = (VENDORED / "nhsuk.css").read_text().lower()
    for forbidden in ("@font-face", "frutiger", "005eb8", "http://", "https://"):
        assert forbidden not in style
    assert not list(VENDORED.rglob("*logo*"))


def test_only_these_pages_are_for_everybody() -> None:
    """Written out, so that a page is not opened by oversight."""
    from chassis.http import ANYONE  # noqa: PLC0415

    assert {name for name, roles in policy.RULES.items() if roles is ANYONE} >= {"start", "sign_in"}
    assert {name for name, roles in policy.RULES.items() if roles is ANYONE} <= {
        *("keys", "tokens", "forward", "start", "accessibility", "cookies", "privacy", "static"),
        *("sign_in", "begin_sign_in", "finish_sign_in", "sign_out", "signed_out"),
        *("programmes", "programme_catalogue", "area"),
        *("verify", "verify_code", "verified", "service_worker", "offline", "manifest"),
    }


async def _signed_in(region: Region) -> Any:
    region.somebody("7000010", ("resident_doctor", None))
    browser = region.browser
    page = await browser.open("/home")
    return page if page.url.path == "/home" else await browser.sign_in("7000010")
