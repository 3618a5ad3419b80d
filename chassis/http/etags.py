"""Versions of what is read and written: ``ETag`` out, ``If-Match`` in (RFC 9110); honoured, not required."""

import re
from typing import Annotated

from fastapi import Depends, Request, Response

from chassis.errors import LostUpdate

_OURS = re.compile(r'(?:W/)?"v([0-9]{1,18})"')  # no more digits than the database counts with


def etag(response: Response, version: int) -> None:
    response.headers["ETag"] = f'"v{version}"'


async def _if_match(request: Request) -> int | None:  # async: FastAPI asks any other in a thread
    value = request.headers.get("if-match")
    if value is None or value.strip() == "*":
        return None
    found = _OURS.fullmatch(value.strip())
    if found is None:
        raise LostUpdate(f"If-Match {value[:40]!r} is no version of ours; read it again")
    return int(found.group(1))


Match = Annotated[int | None, Depends(_if_match)]
"""The version the caller read, or None if they did not say."""
