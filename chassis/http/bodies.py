"""What may come in as a body: so many bytes and no more, dates as they are written, and words that can be seen."""

import re
from datetime import date, datetime
from typing import Annotated, Any
from unicodedata import category

from fastapi import Request
from pydantic import AfterValidator, AwareDatetime, BeforeValidator
from starlette.types import Message

from chassis.errors import Declined

_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Fillers of Hangul and the empty pattern of Braille: letters and a symbol by category, and nothing to be seen."""
_STEERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""They turn the direction of the words around them, so that a text is read as another one."""
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_ISO_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)", re.ASCII)


class BodyTooLarge(Declined):
    status = 413
    slug = "body-too-large"
    title = "There is more in this request than is taken at once"


def sized(request: Request, at_most: int) -> Request:
    """The same request, whose reading ends in BodyTooLarge after so many bytes, or at once where it announces more."""
    refusal = f"The body is larger than {at_most:,} bytes: send less at once"
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > at_most:
        raise BodyTooLarge(refusal)
    taken = 0

    async def receive() -> Message:
        nonlocal taken
        message = await request.receive()
        taken += len(message.get("body", b""))
        if taken > at_most:
            raise BodyTooLarge(refusal)
        return message

    return Request(request.scope, receive)


def _written_out(value: Any) -> Any:
    """Pydantic alone would also take seconds since 1970, and a moment of a day for the day."""
    if isinstance(value, date) or (isinstance(value, str) and _ISO_DAY.fullmatch(value)):
        return value
    raise ValueError("write a date as YYYY-MM-DD")


IsoDate = Annotated[date, BeforeValidator(_written_out)]
"""A day in a body: YYYY-MM-DD."""


def _moment_written_out(value: Any) -> Any:
    """Pydantic alone would also take seconds since 1970, as a number and as a text of digits."""
    if isinstance(value, datetime) or (isinstance(value, str) and _ISO_MOMENT.fullmatch(value)):
        return value
    raise ValueError("write a moment as YYYY-MM-DDTHH:MM and its offset")


def _in_the_calendar(moment: datetime) -> datetime:
    """At the ends of the calendar a moment of one zone is none of another."""
    if not date.min.year < moment.year < date.max.year:
        raise ValueError(f"write a moment between the years {date.min.year} and {date.max.year}")
    return moment


Moment = Annotated[AwareDatetime, BeforeValidator(_moment_written_out), AfterValidator(_in_the_calendar)]
"""A moment in a body: YYYY-MM-DDTHH:MM and its offset."""


def _readable(text: str) -> str:
    if "\0" in text:
        raise ValueError("take out the NUL character: it cannot be kept")
    if not any(category(each)[0] in "LNPS" and each not in _BLANK for each in text):
        raise ValueError("write something that can be seen")
    return text


READABLE = AfterValidator(_readable)
"""For a text in a body: at least one character that can be seen, and none that cannot be kept."""


def _one_line(text: str) -> str:
    if any(category(each) in ("Cc", "Zl", "Zp") or each in _STEERING for each in text):
        raise ValueError("write it on one line, without characters that steer how it is shown")
    return text


ONE_LINE = AfterValidator(_one_line)
"""For a title, which stands in letters, pages and documents among words that are not its writer's."""
