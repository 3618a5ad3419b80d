"""A real browser in front of a whole region. Where there is no browser, the tests say so and are skipped."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from playwright.async_api import Browser, async_playwright

from chassis.clock import SystemClock, london_date
from fairlead.commands.client import region
from fairlead.demo import files
from fairlead.demo.cast import Cast
from fairlead.demo.stage import Stage
from fairlead.embedded.cli import start_detached
from tests.journeys.regions import command, free_port
from tests.web.browsing import ARGUMENTS, Town, Visitor, a_visitor, chromium, is_required
from tests.web.visits import OPENED_BY, pages_at

SignedIn = Callable[..., Awaitable[Visitor]]


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    where = chromium()
    if where is None:
        missing = "there is no chromium here; on Debian: apt-get install chromium"
        if is_required():
            pytest.fail(missing)
        pytest.skip(missing)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=where, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest.fixture(scope="session")
def town(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """One region for a whole run, of the demo's people. A test that changes something leaves others theirs."""
    data, folder = tmp_path_factory.mktemp("web") / "region", tmp_path_factory.mktemp("files")
    cast = Cast(today=london_date(SystemClock().now()), seed=uuid4().int % 2**32)
    start_detached(data, port=free_port(), env="test")
    try:
        here = region(data)
        stage = Stage(here)
        stage.import_file("organisations", files.register(folder))
        stage.import_file("people", files.people(folder, cast))
        stage.import_file("appointments", files.appointments(folder, cast))
        stage.import_file("placements", files.placements(folder, "before.xlsx", list(cast.spells.values())))
        stage.settle()
        stage.import_file("placements", files.placements(folder, "after.xlsx", cast.after_changes()))
        stage.settle()
        yield Town(stage, cast, here.addresses.portal)
    finally:
        command("down", "--data", str(data))


@pytest.fixture(autouse=True)
def opened(request: pytest.FixtureRequest) -> Iterator[None]:
    """A walk opens the pages that ``visits`` says it does: what is listed there has been seen."""
    here: set[str] = request.getfixturevalue("town").opened if "town" in request.fixturenames else set()
    here.clear()
    yield
    params = request.node.callspec.params if hasattr(request.node, "callspec") else {}
    given = [str(value) for name, value in params.items() if name != "javascript"]
    walk = f"{request.path.stem}.{request.function.__name__}"
    promised = {page for name in (walk, f"{walk}[{'-'.join(given)}]") for page in OPENED_BY.get(name, ())}
    assert promised - pages_at(here) == set()


@pytest.fixture(params=[True, False], ids=["javascript", "plain"])
def javascript(request: pytest.FixtureRequest) -> bool:
    """Each journey is made twice. One that needs a script says so: ``parametrize("javascript", [True])``."""
    return bool(request.param)


@pytest.fixture
async def visitor(browser: Browser, town: Town, *, javascript: bool) -> AsyncIterator[Visitor]:
    """Somebody who is not signed in."""
    somebody = await a_visitor(browser, town, javascript=javascript)
    yield somebody
    await somebody.page.context.close()


@pytest.fixture
async def signed_in(browser: Browser, town: Town, *, javascript: bool) -> AsyncIterator[SignedIn]:
    """``await signed_in("administrator", viewport=PHONE)``: a role of the cast at home, in a browser of their own."""
    visitors: list[Visitor] = []

    async def sign_in(persona: str, **how: Any) -> Visitor:
        visitors.append(await a_visitor(browser, town, javascript=javascript, **how))
        await visitors[-1].sign_in(persona)
        return visitors[-1]

    yield sign_in
    for each in visitors:
        await each.page.context.close()
