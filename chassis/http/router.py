"""Routes that run in one transaction, committed before the answer leaves, and may be repeated safely.

The order is: who are you, may your role do this, begin, have I answered this key before, do it, remember, commit.
"""

import hashlib
import json
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Annotated, Any, ClassVar

from fastapi import APIRouter, Depends, Request, Response
from fastapi.routing import APIRoute
from sqlalchemy import delete, select, text, update

from chassis.database import Database
from chassis.errors import Declined, Forbidden
from chassis.http.bodies import sized
from chassis.tables import idempotency
from chassis.tokens import NotSignedIn, Verifier
from chassis.work import SYSTEM, UnitOfWork
from contracts import Actor
from contracts.vocabulary import Role

ANYONE_SIGNED_IN: frozenset[Role] = frozenset(Role)
"""Whoever they are, also without any role: what a person may do as such, whose it is the domain decides."""


class _Anyone(frozenset[Role]):
    """Not the empty set: that one would let nobody in."""


ANYONE: frozenset[Role] = _Anyone()
"""No sign-in needed; written out in a policy, never a default."""

Policy = Mapping[str, frozenset[Role]]
"""Per endpoint function the roles that may call it. A route without a rule does not start."""

_LONGEST_KEY = 200


class KeyUsedOtherwise(Declined):
    status = 422
    slug = "idempotency-key-reused"
    title = "This Idempotency-Key was used for something else"


class InTransaction(APIRoute):
    """One route, one unit of work."""

    largest_body: ClassVar[int | None] = None
    """Bytes; None: as the settings say."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()
        name = self.endpoint.__name__
        may_repeat = "POST" in (self.methods or ())

        async def run(request: Request) -> Response:
            database: Database = request.app.state.database
            actor = _actor(request, name)
            request = sized(request, self.largest_body or request.app.state.largest_body)
            await request.body()  # all of it before the transaction: a slow sender must not hold a connection
            async with database.begin(actor=actor) as work:
                request.state.work = work
                key = request.headers.get("idempotency-key") if may_repeat else None
                if key is None:
                    return await handle(request)
                return await _once(request, work, key, name, handle)

        return run


class OutsideTransaction(APIRoute):
    """A route under the same policy that begins its own units of work, because it takes several."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()
        name = self.endpoint.__name__

        async def run(request: Request) -> Response:
            request.state.actor = _actor(request, name)
            return await handle(sized(request, request.app.state.largest_body))

        return run


class Router(APIRouter):
    """A FastAPI router whose routes are :class:`InTransaction`; ``largest_body`` in bytes where files come in."""

    def __init__(self, *, largest_body: int | None = None, **options: Any) -> None:
        route = type("InTransaction", (InTransaction,), {"largest_body": largest_body})  # FastAPI copies no attribute
        super().__init__(route_class=route, **options)


async def _begun(request: Request) -> UnitOfWork:  # async: FastAPI asks any other in a thread
    work: UnitOfWork = request.state.work
    return work


Begun = Annotated[UnitOfWork, Depends(_begun)]
"""The unit of work of this request."""


async def _acting(request: Request) -> Actor:
    actor: Actor = request.state.actor
    return actor


Acting = Annotated[Actor, Depends(_acting)]
"""Who asks, on a route that is :class:`OutsideTransaction`."""


def _actor(request: Request, endpoint: str) -> Actor:
    policy: Policy = request.app.state.policy
    allowed = policy[endpoint]
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if not token and allowed is ANYONE:
        return SYSTEM
    if scheme.lower() != "bearer" or not token:
        raise NotSignedIn("Send a token: Authorization: Bearer …")
    verifier: Verifier = request.app.state.verifier
    database: Database = request.app.state.database
    actor = verifier.actor(token, at=database.clock.now())
    if allowed is not ANYONE and allowed is not ANYONE_SIGNED_IN and not actor.roles & allowed:
        raise Forbidden(f"This needs one of the roles {', '.join(sorted(allowed))}")
    return actor


async def _once(
    request: Request,
    work: UnitOfWork,
    key: str,
    route: str,
    handle: Callable[[Request], Awaitable[Response]],
) -> Response:
    """Answer a repeated key as it was answered first; a second at the same moment waits for the first."""
    if not 0 < len(key) <= _LONGEST_KEY:
        raise KeyUsedOtherwise(f"An Idempotency-Key has 1 to {_LONGEST_KEY} characters, this one {len(key)}")
    asked = hashlib.sha256(json.dumps([request.method, request.url.path, request.url.query]).encode())
    asked.update(await request.body())
    mine = {"key": key, "person": work.actor.person_id, "route": route, "fingerprint": asked.digest()}
    if (await work.run(_CLAIM, mine)).first() is None:
        return await _answered_before(work, key, route, asked.digest())
    response = await handle(request)
    if response.status_code < 400:
        kept = {name: value for name, value in response.headers.items() if name in ("content-type", "etag", "location")}
        await work.run(
            update(idempotency)
            .where(*_is(work, key, route))
            .values(status=response.status_code, headers=kept, body=bytes(response.body))
        )
    else:
        await work.run(delete(idempotency).where(*_is(work, key, route)))
    return response


_CLAIM = text(
    """
    INSERT INTO idempotency (key, person_id, route, fingerprint) VALUES (:key, :person, :route, :fingerprint)
    ON CONFLICT DO NOTHING RETURNING key
    """
)


def _is(work: UnitOfWork, key: str, route: str) -> tuple[Any, ...]:
    columns = idempotency.c
    return (columns.key == key, columns.person_id == work.actor.person_id, columns.route == route)


async def _answered_before(work: UnitOfWork, key: str, route: str, fingerprint: bytes) -> Response:
    row = await work.one(select(idempotency).where(*_is(work, key, route)))
    if row["fingerprint"] != fingerprint:
        raise KeyUsedOtherwise("Send a new Idempotency-Key with a new request")
    return Response(row["body"], row["status"], {**row["headers"], "idempotent-replayed": "true"})
