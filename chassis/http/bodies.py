"""What may come in as a body: so many bytes and no more, and dates as they are written, not as they are guessed."""

import re
from datetime import date
from typing import Annotated, Any

from fastapi import Request
from pydantic import BeforeValidator
from starlette.types import Message

from chassis.errors import Declined

_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


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
