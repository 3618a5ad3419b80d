"""The front page stands alone: no outside resource, nothing that runs, readable by all."""

import base64
import hashlib
from html.parser import HTMLParser

import pytest

from services.portal.home import home_page

OUTSIDE = ("src", "srcset", "data", "poster", "action", "formaction", "background")


class Seen(HTMLParser):
    """Every tag of a page with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture
def page() -> str:
    return bytes(home_page(["leave", "registry"]).body).decode()


def test_it_fetches_nothing(page: str) -> None:
    seen = Seen(page)

    assert not [tag for tag, _ in seen.tags if tag in {"script", "link", "img", "iframe", "object", "form"}]
    assert not [name for _, attributes in seen.tags for name in attributes if name in OUTSIDE or name == "style"]
    assert "url(" not in page
    assert "@import" not in page


def test_its_only_style_is_the_one_its_policy_allows() -> None:
    response = home_page([])
    style = bytes(response.body).decode().split("<style>")[1].split("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()

    assert response.headers["content-security-policy"] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def test_it_names_its_language_its_title_its_landmarks_and_one_heading(page: str) -> None:
    seen = Seen(page)

    assert seen.all("html") == [{"lang": "en-GB"}]
    assert len(seen.all("h1")) == len(seen.all("main")) == len(seen.all("title")) == 1
    assert seen.all("a")[0] == {"class": "skip", "href": "#content"}
    assert seen.all("main") == [{"id": "content"}]


def test_it_links_to_each_services_description(page: str) -> None:
    assert [link["href"] for link in Seen(page).all("a")[1:]] == [
        "/api/leave/openapi.json",
        "/api/registry/openapi.json",
    ]


def test_a_name_from_settings_cannot_add_markup() -> None:
    assert b"<b>" not in home_page(["<b>"]).body
