"""Requests reach the service as they were sent, and answers come back as they were given."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.services.driver import Driver
from tests.services.portal.asking import ask
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
    passing = asyncio.create_task(ask(portal, "/api/leave/slowly", arrived))
    async with asyncio.timeout(30):
        assert await arrived.get() == b"first "
        upstream.go_on.set()
        assert await arrived.get() == b"second"
        await passing


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
    assert await ask(portal, path, asyncio.Queue()) == 404
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
    assert await ask(portal, "/api/leave/requests", asyncio.Queue(), body=[b"half of it"]) == 400
    assert upstream.seen == []
