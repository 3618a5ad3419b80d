"""Requests reach the service as they were sent, and answers come back as they were given."""

import asyncio
from collections.abc import AsyncIterator, MutableMapping, Sequence
from typing import Any

import pytest

from services.portal.gateway.crowds import AT_ONCE
from tests.services.driver import Driver
from tests.services.portal.region import Region
from tests.services.portal.upstream import Upstream


async def test_method_path_query_body_and_sign_in_reach_the_service(portal: Driver) -> None:
    async with portal.http(Authorization="Bearer abc") as client:
        answer = await client.put("/api/leave/requests/a%2Fb%20c?x=1&x=%20", content=b"12345")

    reached = answer.json()
    assert (reached["method"], reached["path"], reached["query"]) == (
        "PUT",
        "/api/leave/requests/a%2Fb%20c",
        "x=1&x=%20",
    )
    assert (reached["size"], reached["headers"]["authorization"]) == (5, "Bearer abc")


async def test_status_and_headers_come_back(portal: Driver) -> None:
    async with portal.http() as client:
        answer = await client.get("/api/leave/anything")

    assert (answer.status_code, answer.headers["etag"]) == (418, '"v3"')


async def test_what_speaks_about_one_connection_is_passed_on_in_neither_direction(portal: Driver) -> None:
    headers = {"Connection": "x-mine", "X-Mine": "1", "TE": "trailers", "Proxy-Authorization": "Basic x", "X-Kept": "1"}
    async with portal.http() as client:
        answer = await client.get("/api/leave/anything", headers=headers)

    reached = answer.json()["headers"]
    assert reached["x-kept"] == "1"
    assert not reached.keys() & {"x-mine", "te", "proxy-authorization"}
    assert not answer.headers.keys() & {"x-ours", "connection", "server", "date"}


async def test_a_body_of_unknown_length_is_streamed_on(portal: Driver) -> None:
    async def parts() -> AsyncIterator[bytes]:
        yield b"123"
        yield b"456"

    async with portal.http() as client:
        answer = await client.post("/api/leave/requests", content=parts())

    assert answer.json()["size"] == 6


async def test_of_a_length_and_chunks_the_chunks_count(portal: Driver) -> None:
    """Both at once are how requests are smuggled (RFC 9112, section 6.3)."""
    both = {"Content-Length": "4", "Transfer-Encoding": "chunked"}
    async with portal.http() as client:
        answer = await client.post("/api/leave/requests", content=b"123456", headers=both)

    reached = answer.json()
    assert (answer.status_code, reached["size"]) == (418, 6)
    assert "content-length" not in reached["headers"]


async def test_a_request_without_a_body_stays_without_one(portal: Driver) -> None:
    async with portal.http() as client:
        answer = await client.get("/api/leave/requests")

    assert not answer.json()["headers"].keys() & {"content-length", "transfer-encoding"}


async def test_bytes_and_headers_of_one_name_come_back_as_they_are(portal: Driver) -> None:
    async with portal.http() as client:
        answer = await client.get("/api/leave/several")

    assert answer.content == b"\x00\xff"
    assert answer.headers.get_list("link") == ["</a>", "</b>"]


async def test_neither_the_session_of_a_browser_nor_where_it_is_reaches_a_service_and_none_sets_a_cookie_here(
    portal: Driver, upstream: Upstream
) -> None:
    private = ("Cookie", "Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Real-IP")
    async with portal.http() as client:
        answer = await client.get("/api/leave/several", headers=dict.fromkeys(private, "its own"))

    assert not set(upstream.seen[-1].headers) & {name.lower() for name in private}
    assert "set-cookie" not in answer.headers


async def test_an_answer_begins_before_it_ends(portal: Driver, upstream: Upstream) -> None:
    """Through the portal's application itself, because the test client collects whole answers."""
    arrived: asyncio.Queue[bytes] = asyncio.Queue()
    passing = asyncio.create_task(_call(portal, "/api/leave/slowly", arrived))
    async with asyncio.timeout(5):
        assert await arrived.get() == b"first "
        upstream.go_on.set()
        assert await arrived.get() == b"second"
        await passing


async def test_whoever_leaves_before_the_first_byte_keeps_no_place_at_the_service(portal: Driver) -> None:
    for _ in range(AT_ONCE + 1):
        await _call(portal, "/api/leave/several", asyncio.Queue(), gone=True)

    async with asyncio.timeout(5), portal.http() as client:
        assert (await client.get("/api/leave/several")).status_code == 200


async def test_who_reads_slowly_what_is_passed_on_keeps_no_page_and_no_sign_in_waiting(region: Region) -> None:
    """All of them at one service, which is the registry's address too, and nobody has signed in."""
    region.somebody("7000010", ("resident_doctor", None))
    arrived: asyncio.Queue[bytes] = asyncio.Queue()
    slow = [asyncio.create_task(_call(region.portal, "/api/leave/slowly", arrived)) for _ in range(AT_ONCE)]
    async with asyncio.timeout(10):
        for _ in slow:
            await arrived.get()
        await region.browser.sign_in("7000010")
        assert (await region.browser.open("/home")).status_code == 200

        region.upstream.go_on.set()
        assert set(await asyncio.gather(*slow)) == {200}


async def test_the_service_continues_the_portals_trace(portal: Driver) -> None:
    async with portal.http(traceparent="00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01") as client:
        answer = await client.get("/api/leave/requests")

    _, trace, parent, _ = answer.json()["headers"]["traceparent"].split("-")
    assert trace == "4bf92f3577b34da6a3ce929d0e0e4736"
    assert parent != "00f067aa0ba902b7"


async def test_a_service_that_is_away_is_a_problem_that_names_it(portal: Driver) -> None:
    async with portal.http() as client:
        answer = await client.get("/api/feedback/written")

    assert (answer.status_code, answer.headers["content-type"]) == (502, "application/problem+json")
    assert answer.json()["type"] == "/problems/service-away"
    assert "feedback does not answer" in answer.json()["detail"]


@pytest.mark.parametrize("path", ["/api/leave/../../metrics", "/api/leave/./requests", "/api/registry/.."])
async def test_no_path_leads_out_of_a_service(portal: Driver, upstream: Upstream, path: str) -> None:
    """Through the portal's application itself, because the test client resolves dots before it sends."""
    assert await _call(portal, path, asyncio.Queue()) == 404
    assert upstream.seen == []


@pytest.mark.parametrize("path", ["/api/payroll/people", "/api/portal/nothing"])
async def test_what_is_no_service_is_not_there(portal: Driver, upstream: Upstream, path: str) -> None:
    async with portal.http() as client:
        answer = await client.get(path)

    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    assert upstream.seen == []


async def test_a_body_beyond_the_limit_is_refused_before_the_service_is_asked(
    portal: Driver, upstream: Upstream
) -> None:
    async with portal.http() as client:
        answer = await client.post("/api/leave/requests", content=b"x" * 1_001)

    assert (answer.status_code, answer.json()["type"]) == (413, "/problems/body-too-large")
    assert upstream.seen == []


async def test_a_body_that_does_not_say_its_length_meets_the_same_limit(portal: Driver, upstream: Upstream) -> None:
    async def parts() -> AsyncIterator[bytes]:
        for _ in range(11):
            yield b"x" * 100

    async with portal.http() as client:
        answer = await client.post("/api/leave/requests", content=parts())

    assert answer.status_code == 413
    assert upstream.seen == []


async def test_who_hangs_up_in_mid_request_is_no_fault_of_ours(portal: Driver, upstream: Upstream) -> None:
    assert await _call(portal, "/api/leave/requests", asyncio.Queue(), body=[b"half of it"]) == 400
    assert upstream.seen == []


async def _call(
    portal: Driver, path: str, arrived: "asyncio.Queue[bytes]", *, body: Sequence[bytes] = (), gone: bool = False
) -> int:
    """Ask for a path exactly as written; parts of the answer arrive as they are sent. Returns the status.

    With a body, hang up after these parts of it, before its end. ``gone``: hang up as the answer begins.
    """
    scope = {
        "type": "http",
        "method": "POST" if body else "GET",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(b"transfer-encoding", b"chunked")] if body else [],
        "http_version": "1.1",
        "scheme": "http",
        "server": ("service", 80),
        "client": ("127.0.0.1", 1),
    }
    statuses: list[int] = []
    sent = iter(body)

    async def receive() -> dict[str, Any]:
        if part := next(sent, None):
            return {"type": "http.request", "body": part, "more_body": True}
        if not body and not gone:
            await asyncio.Event().wait()
        return {"type": "http.disconnect"}

    async def send(message: MutableMapping[str, Any]) -> None:
        if gone:
            await asyncio.Event().wait()
        if message["type"] == "http.response.start":
            statuses.append(message["status"])
        elif message.get("body"):
            arrived.put_nowait(message["body"])

    await portal.running.app(scope, receive, send)
    return statuses[0] if statuses else 0
