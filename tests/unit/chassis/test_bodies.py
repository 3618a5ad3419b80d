"""Bodies of requests: so many bytes and no more, dates as they are written, and titles on one line."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Annotated, Any

import pytest
from fastapi import Request
from pydantic import TypeAdapter, ValidationError

from chassis.http import ONE_LINE, IsoDate, Moment
from chassis.http.bodies import BodyTooLarge, sized


def a_request(chunks: Iterable[bytes], *, announced: int | None = None) -> tuple[Request, list[bytes]]:
    """A request that arrives in these chunks, and what of it was taken from the wire."""
    waiting, taken = list(chunks), []

    async def receive() -> dict[str, Any]:
        taken.append(waiting.pop(0))
        return {"type": "http.request", "body": taken[-1], "more_body": bool(waiting)}

    headers = [] if announced is None else [(b"content-length", str(announced).encode())]
    return Request({"type": "http", "headers": headers}, receive), taken


async def test_a_body_of_just_the_limit_is_read_whole() -> None:
    request, _ = a_request([b"12345", b"67890"], announced=10)
    assert await sized(request, 10).body() == b"1234567890"


async def test_a_body_that_announces_too_much_is_refused_before_a_byte_of_it_is_read() -> None:
    request, taken = a_request([b"1" * 11], announced=11)
    with pytest.raises(BodyTooLarge, match="larger than 10 bytes"):
        sized(request, 10)
    assert taken == []


@pytest.mark.parametrize("announced", [None, 3])
async def test_a_body_that_is_larger_than_it_says_is_refused_as_soon_as_it_is(announced: int | None) -> None:
    request, taken = a_request([b"12345", b"678901", b"never read"], announced=announced)
    with pytest.raises(BodyTooLarge):
        await sized(request, 10).body()
    assert taken == [b"12345", b"678901"]


@pytest.mark.parametrize("written", [1767225600, "1767225600", "2026-01-01T00:00:00", "20260101", "2026-1-1", "", True])
def test_what_is_no_written_out_day_is_no_date(written: Any) -> None:
    with pytest.raises(ValidationError, match="write a date as YYYY-MM-DD"):
        TypeAdapter(IsoDate).validate_python(written)


def test_a_written_out_day_is_that_day_and_must_exist() -> None:
    assert TypeAdapter(IsoDate).validate_python("2028-02-29") == date(2028, 2, 29)
    with pytest.raises(ValidationError):
        TypeAdapter(IsoDate).validate_python("2026-02-29")


@pytest.mark.parametrize(
    "written", [1799999999, "1799999999", "2027-01-15", "2027-01-15T09:00", "2027-01-15 09:00Z", ""]
)
def test_what_is_no_written_out_moment_with_its_offset_is_none(written: Any) -> None:
    with pytest.raises(ValidationError, match="write a moment as YYYY-MM-DDTHH:MM and its offset"):
        TypeAdapter(Moment).validate_python(written)


@pytest.mark.parametrize("written", ["9999-12-31T23:59:00-12:00", "0001-01-01T00:00+14:00"])
def test_a_moment_is_one_in_every_zone(written: str) -> None:
    with pytest.raises(ValidationError, match="between the years 1 and 9999"):
        TypeAdapter(Moment).validate_python(written)


@pytest.mark.parametrize("written", ["2027-01-15T09:00Z", "2027-01-15T10:00:00+01:00", "2027-01-15T09:00:00.000000Z"])
def test_a_written_out_moment_is_that_moment(written: str) -> None:
    assert TypeAdapter(Moment).validate_python(written) == datetime(2027, 1, 15, 9, tzinfo=UTC)


@pytest.mark.parametrize("title", ["a\nb", "a\r\nBcc: x", "a\tb", "a\x07b", "a\u2028b", "a\x85b", "\u202ea", "\u2067a"])
def test_a_title_is_one_line_and_turns_nothing_around_it(title: str) -> None:
    with pytest.raises(ValidationError, match="write it on one line"):
        TypeAdapter(Annotated[str, ONE_LINE]).validate_python(title)


@pytest.mark.parametrize(
    "title", ["Chair\u00a0the board", "Llywydd\u2019r bwrdd", "\u0627\u0644\u0645\u062c\u0644\u0633", "<b>"]
)
def test_a_title_may_hold_whatever_else_can_be_read(title: str) -> None:
    assert TypeAdapter(Annotated[str, ONE_LINE]).validate_python(title) == title
