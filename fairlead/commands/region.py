"""The region as a whole: its state, whether it has come to rest, its logs, and the demonstration."""

import json as json_format
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Annotated, Any

import httpx
import typer

from fairlead.commands.client import DEFAULT_DATA, Data, Json, Refused, Region, plain_client, region
from fairlead.commands.resting import Moving, at_rest, what_moves
from fairlead.embedded import cli as embedded
from fairlead.embedded.layout import DATABASES, Layout
from fairlead.embedded.ports import DEFAULT_PORTAL


def status(data: Data = DEFAULT_DATA, json: Json = False) -> None:
    """What runs, whether it is ready, and what is on its way."""
    state = state_of(region(data))
    if json:
        typer.echo(json_format.dumps(state, indent=2))
    else:
        _print(state)
    if not all(one["ready"] for one in state["services"].values()):
        raise typer.Exit(1)


def settle(
    data: Data = DEFAULT_DATA,
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, help="Seconds to wait at most.")] = 60.0,
) -> None:
    """Wait until nothing is on its way: outboxes empty, everything heard, no delivery due."""
    moving = rest(region(data), within=timeout)
    if moving is not None:
        raise Refused(f"not settled after {timeout:g} s: {moving.told()}")


def rest(here: Region, *, within: float) -> Moving | None:
    """Wait so many seconds for nothing to move, twice in a row; what still moves if that does not happen."""
    last, until = None, time.monotonic() + within
    while not at_rest(last, now := what_moves(services_of(here))):
        if time.monotonic() > until:
            return now
        last = now
        time.sleep(0.2)
    return None


def demo(
    data: Data = DEFAULT_DATA,
    port: embedded.Port = DEFAULT_PORTAL,
) -> None:
    """Play the whole story on files in the real layouts, and check every step of it."""
    from fairlead.demo.story import play  # noqa: PLC0415 - only the demonstration needs it

    play(data, port)


def logs(
    service: Annotated[str, typer.Argument(help="A service, or postgres, kafka, zipkin, region.")],
    data: Data = DEFAULT_DATA,
    lines: Annotated[int, typer.Option("--lines", "-n", min=1, help="How many of the last lines.")] = 200,
) -> None:
    """Print the end of one log."""
    layout = Layout.of(data)
    shared = layout.log("services")
    if service not in DATABASES and not layout.log(service).exists() and shared.exists():
        raise Refused(embedded.no_log(layout, service, besides=DATABASES))
    if service not in DATABASES or layout.log(service).exists() or not shared.exists():
        return embedded.logs(service, data, lines)
    own = [line for line in shared.read_text(errors="replace").splitlines() if _is_of(service, line)]
    for line in own[-lines:]:
        typer.echo(line)
    if not own:
        typer.echo(f"fairlead: {service} has written nothing; its libraries: fairlead logs services", err=True)
    return None


_COUNTS = ("outbox", "lag", "held", "held_seconds", "due_deliveries")
_SHOWN = ("ready", *_COUNTS, "reasons")


def services_of(here: Region) -> dict[str, dict[str, Any]]:
    """What each service says of itself; one that does not answer is not ready."""
    with ThreadPoolExecutor() as asking:
        states = asking.map(_ask, here.addresses.services.values())
    return dict(zip(here.addresses.services, states, strict=True))


def state_of(here: Region) -> dict[str, Any]:
    at = here.addresses
    return {
        "services": {name: {key: one[key] for key in _SHOWN} for name, one in services_of(here).items()},
        "kafka": {"bootstrap": at.kafka},
        "postgres": {"dsn": at.postgres.dsn},
        "portal": at.portal,
        "sign_in": f"{at.portal}/sign-in" if at.issuer else None,
        "traces": at.traces,
        "mail": f"smtp://{at.smtp.host}:{at.smtp.port}",
        "otlp": at.otlp,
        "env": at.env,
    }


def _ask(url: str) -> dict[str, Any]:
    try:
        with plain_client(url, timeout=10) as client:
            answer: dict[str, Any] = client.get("/readyz", params={"books": "true"}).json()
    except (httpx.TransportError, ValueError):
        answer = {"ready": False, "reasons": ["it does not answer"]}
    return dict.fromkeys(_COUNTS, 0) | answer  # while services are replaced, an older one does not count all of it


def _is_of(service: str, line: str) -> bool:
    try:
        found = json_format.loads(line)
    except ValueError:
        return False
    return isinstance(found, dict) and found.get("service") == service


def _print(state: dict[str, Any]) -> None:
    for name, one in state["services"].items():
        age = f" (the oldest for {timedelta(seconds=one['held_seconds'])})" if one["held_seconds"] else ""
        held = f"{one['held']}{age}"
        facts = f"outbox {one['outbox']}, lag {one['lag']}, held {held}, due {one['due_deliveries']}"
        why = "" if one["ready"] else f"  NOT READY: {'; '.join(one['reasons'])}"
        typer.echo(f"{name:15} {facts}{why}")
    if state["sign_in"]:
        typer.echo(
            f"{'website':15} {state['sign_in']}, as anybody of the list there; by number; as operator or deanery"
        )
    for name in ("portal", "traces", "mail"):
        typer.echo(f"{name:15} {state[name] or 'none'}")
