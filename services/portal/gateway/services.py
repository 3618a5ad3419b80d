"""The services over HTTP, asked with one person's own token: they see what that person may see, and no more."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx
from pydantic import TypeAdapter

from chassis.errors import Declined, Forbidden, LostUpdate, NotFound
from chassis.trace_context import current_traceparent
from services.portal.domain import ServiceAway
from services.portal.gateway.crowds import unanswered

T = TypeVar("T")


class SaidNo(Declined):
    """A service declined; ``slug`` and ``errors`` are its own, ``detail`` is a sentence for people."""

    def __init__(self, problem: Mapping[str, Any], status: int, *, retry_after: int | None = None) -> None:
        super().__init__(str(problem.get("detail") or problem.get("title") or self.title), retry_after=retry_after)
        self.said = str(problem.get("type", "")).rpartition("/")[2]
        """What was declined, by its stable name: ``already-decided``."""
        self.answered = status
        self.errors: list[dict[str, str]] = list(problem.get("errors", ()))
        """Of a 422: which field, and why."""
        self.field = str(problem.get("field", ""))
        """The one field that stands in the way, where there is one."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A body that is no JSON, such as a spreadsheet."""

    content: bytes
    media_type: str
    file: str


class Services:
    """Asks on behalf of one person. Paths are those of the HTTP APIs: ``/api/leave/requests``."""

    def __init__(
        self, client: httpx.AsyncClient, urls: Mapping[str, str], *, token: Callable[[], str] | None = None
    ) -> None:
        self._client = client
        self._urls = urls
        self._token = token

    async def get(self, shape: type[T], path: str, **query: Any) -> T:
        """What stands there, read as ``shape`` (a pydantic model, or a list of one).

        Raises NotFound, Forbidden, SaidNo, ServiceAway.
        """
        asked = {name: value for name, value in query.items() if value is not None}
        return TypeAdapter(shape).validate_json((await self._ask("GET", path, params=asked)).content)

    async def post(
        self, path: str, body: Any = None, *, key: str | None = None, version: int | None = None, **more: Any
    ) -> Any:
        """Send it in; ``key``, the form's own, makes a second sending the same as the first.

        ``version`` as it was read: LostUpdate if somebody changed it since.
        """
        headers = _if_match(version) | ({"Idempotency-Key": key} if key else {})
        return _json(await self._ask("POST", path, json=body, headers=headers, **more))

    async def put(self, path: str, body: Any, *, version: int | None = None) -> Any:
        """``version`` as it was read: LostUpdate if somebody changed it since."""
        return _json(await self._ask("PUT", path, json=body, headers=_if_match(version)))

    async def delete(self, path: str) -> None:
        await self._ask("DELETE", path)

    async def file(self, path: str) -> Answer:
        answer = await self._ask("GET", path)
        name = answer.headers.get("content-disposition", "").partition('filename="')[2].rstrip('"')
        return Answer(answer.content, answer.headers.get("content-type", "application/octet-stream"), name)

    async def _ask(self, method: str, path: str, *, headers: Mapping[str, str] | None = None, **how: Any) -> Any:
        service = path.split("/")[2]
        sent = {"traceparent": current_traceparent() or "", **(headers or {})}
        if self._token is not None:
            sent["Authorization"] = f"Bearer {self._token()}"
        if service not in self._urls:
            raise ServiceAway(f"{service} is not set up here")
        try:
            answer = await self._client.request(method, self._urls[service].rstrip("/") + path, headers=sent, **how)
        except httpx.TransportError as error:
            raise unanswered(f"the service {service}", error) from error
        if not answer.is_success:
            raise _refusal(answer, service, asked_for=method == "GET")
        return answer


def _if_match(version: int | None) -> dict[str, str]:
    return {"If-Match": f'"v{version}"'} if version is not None else {}


def _json(answer: httpx.Response) -> Any:
    return answer.json() if answer.content else None


_MEANS: Mapping[int, type[Declined]] = {403: Forbidden, 404: NotFound, 412: LostUpdate}


def _refusal(answer: httpx.Response, service: str, *, asked_for: bool) -> Declined:
    """``asked_for``: nothing was sent in, so that a 422 speaks of an address that leads nowhere."""
    try:
        problem = dict(answer.json())
    except ValueError:
        problem = {}
    if answer.status_code >= 500 or answer.status_code == httpx.codes.UNAUTHORIZED:
        return ServiceAway(f"the service {service} answered {answer.status_code}")
    if asked_for and answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY:
        return NotFound()
    if answer.status_code in _MEANS:
        return _MEANS[answer.status_code](str(problem.get("detail", "")))
    wait = answer.headers.get("retry-after", "")
    return SaidNo(problem, answer.status_code, retry_after=int(wait) if wait.isdecimal() else None)
