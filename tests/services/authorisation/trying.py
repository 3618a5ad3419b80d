"""Trying every route of a service as everybody, in a world that stays as it was."""

import contextlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

import httpx
from fastapi.routing import APIRoute

from chassis.door.held import find_held
from chassis.door.record import StoredRecord
from chassis.door.repair import Repair
from chassis.operating import operator_router
from chassis.rules import all_rules
from chassis.ruling import rules_router
from chassis.work import UnitOfWork
from contracts import Topic
from contracts.vocabulary import Role
from tests.services.authorisation.matrix import Row, Standing, World

REFUSED, NOTHING_THERE, SIGNED_OUT = 403, 404, 401


def routes_of(world: World) -> dict[str, tuple[str, str]]:
    """Method and path by the name of the endpoint, which is what the policy knows it by."""
    running = world.service.running
    operated = operator_router(
        running.service.name, running.database, Repair(running.door, running.database, running.telemetry)
    )
    ruled = rules_router(running.service.name, running.service.setters)
    routes = (route for router in (operated, ruled, *running.service.routers) for route in router.routes)
    return {
        route.endpoint.__name__: (next(iter(route.methods)), route.path)
        for route in routes
        if isinstance(route, APIRoute)
    }


@contextlib.contextmanager
def nothing_stays(world: World) -> Any:
    """Every unit of work is undone at its end, so that each caller meets the same world."""
    database = world.service.running.database
    begin = database.begin

    @contextlib.asynccontextmanager
    async def undone(**options: Any) -> AsyncIterator[UnitOfWork]:
        with contextlib.suppress(_UndoneError):
            async with begin(**options) as work:
                yield work
                raise _UndoneError

    database.begin = undone  # type: ignore[method-assign]
    try:
        yield
    finally:
        database.begin = begin  # type: ignore[method-assign]


async def surprises(world: World, rows: Mapping[str, Row]) -> list[str]:
    """Every call that was answered otherwise than its row says."""
    found: list[str] = []
    world = await _as_operators_find_it(world)
    routes = routes_of(world)
    assert routes.keys() == rows.keys()
    with nothing_stays(world):
        for name, (method, path) in routes.items():
            row, sends = rows[name], world.sends.get(name, rows[name].sends)
            for role, standing in product(Role, Standing):
                actor = world.actor(role, standing, whose=row.whose)
                async with world.service.http(actor) as http:
                    answer = await http.request(method, world.path(path, of=name), **sends)
                if wrong := _wrong_with(answer, row, role, standing):
                    found.append(f"{name} as {role}, {standing}: {wrong}")
            async with world.service.http() as http:
                answer = await http.request(method, world.path(path, of=name), **sends)
            if (answer.status_code == SIGNED_OUT) is row.signed_out or answer.status_code >= 500:
                found.append(f"{name}, signed out: {answer.status_code}")
    return found


async def _as_operators_find_it(world: World) -> World:
    """With a record that the door could not read, and the name of a rule: what any service has for an operator."""
    service = world.service
    await service.running.door.take([StoredRecord(Topic.PLACEMENTS.value, 0, 0, b"nobody", b"nothing", ())])
    async with service.begin() as work:
        [held] = await find_held(work)
        rules = await all_rules(work)
    common = {"held_id": held.id, **({"name": rules[0].name} if rules else {})}
    return replace(world, ids={**common, **world.ids})


def _wrong_with(answer: httpx.Response, row: Row, role: Role, standing: Standing) -> str | None:
    """What is wrong with an answer; None where it is right."""
    kept_out, status = answer.status_code in (REFUSED, NOTHING_THERE), answer.status_code
    if status >= 500 or status == SIGNED_OUT:
        return f"the answer is {status}"
    if row.not_own and standing is Standing.OWN and row.lets_in(role, Standing.SAME):
        return None if row.not_own in answer.text else f"the answer is {status}, and not {row.not_own}"
    if row.lets_in(role, standing) is kept_out:
        return f"the row {'keeps them out' if not kept_out else 'lets them in'}, and the answer is {status}"
    return None


class _UndoneError(Exception):
    """Ends a unit of work that is to leave nothing behind."""
