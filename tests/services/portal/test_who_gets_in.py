"""Every page as every role, and signed out: the portal's part of the authorisation matrix."""

from collections.abc import Mapping

import httpx
import pytest
from fastapi.routing import APIRoute

from contracts.vocabulary import Role
from services.portal.pages import ROUTERS
from tests.services.authorisation.of_portal import ROWS
from tests.services.portal.browser import PORTAL, title
from tests.services.portal.region import Region

REFUSED = "You cannot use this page - Fairlead"
"""Not said to whoever sends a form that is none: they were let in to hear that."""


def closed_pages() -> Mapping[str, tuple[str, str]]:
    """Method and address by endpoint, of all that is not open to everybody; ids are of nothing there is."""
    routes = [route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)]
    return {
        route.endpoint.__name__: ("POST" if "POST" in route.methods else "GET", _address(route.path))
        for route in routes
        if not ROWS[route.endpoint.__name__].signed_out
    }


def _address(path: str) -> str:
    named = [part.split("}")[0] for part in path.split("{")[1:]]
    for name in named:
        path = path.replace(f"{{{name}}}", "018f0000-0000-7000-8000-000000000001")
    return path


async def _asks(client: httpx.AsyncClient, method: str, address: str) -> httpx.Response:
    return await client.request(method, address, headers={"Origin": PORTAL}, follow_redirects=False)


def test_whose_a_thing_is_no_page_decides_so_that_one_place_tells_of_all() -> None:
    assert {name for name, row in ROWS.items() if not row.own == row.same == row.other} == set()


@pytest.mark.parametrize("role", Role)
async def test_a_role_gets_into_the_pages_that_its_rows_name_and_no_other(region: Region, role: Role) -> None:
    region.somebody("7000010", (role, "R0B"))
    await region.browser.sign_in("7000010")

    let_in = {
        name
        for name, (method, address) in closed_pages().items()
        if title_of(await _asks(region.browser.client, method, address)) != REFUSED
    }

    assert let_in == {name for name in closed_pages() if role in ROWS[name].everybody}


async def test_who_is_signed_out_is_shown_the_way_in(region: Region) -> None:
    answers = {
        name: await _asks(region.browser.client, method, address) for name, (method, address) in closed_pages().items()
    }

    assert {name for name, answer in answers.items() if answer.status_code != 303} == set()
    assert {answer.headers["location"].split("?")[0] for answer in answers.values()} == {"/sign-in"}


def title_of(answer: httpx.Response) -> str:
    """Empty for what is no page: a file, or the way to another page."""
    return title(answer) if "<title>" in answer.text else ""
