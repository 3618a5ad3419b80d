"""Files in: ``fairlead import``, with its progress, its report, and the reports of past imports."""

import json as json_format
import sys
import time
from pathlib import Path
from typing import Annotated, Any

import httpx
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from contracts.vocabulary import ImportKind
from fairlead.commands.client import DEFAULT_DATA, Data, Json, Refused, answered, region

_ENDED = ("done", "failed", "needs_confirmation")
_SHOWN = 20
"""Rejected rows printed; all of them are in --json and in the spreadsheet to correct."""


def import_file(
    kind: Annotated[ImportKind, typer.Argument(help="What the file holds.")],
    file: Annotated[Path, typer.Argument(help="xlsx, xls or csv, told apart by content.")],
    data: Data = DEFAULT_DATA,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen, and do nothing.")] = False,
    confirm: Annotated[bool, typer.Option("--confirm", help="Go on although much of a trust would change.")] = False,
    snapshot: Annotated[
        bool, typer.Option("--snapshot", help="The file is everything: what is absent is over.")
    ] = False,
    corrections: Annotated[
        Path | None, typer.Option("--rejected", help="Write the rejected rows there, as a spreadsheet to correct.")
    ] = None,
    json: Json = False,
) -> None:
    """Bring in a file, and say what it changed and which rows could not be read."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise Refused(f"{file}: {error.strerror}") from error
    if corrections is not None and not corrections.parent.is_dir():
        raise Refused(f"{corrections}: there is no folder {corrections.parent} to write the rejected rows to")
    asked = {"kind": kind.value, "dry_run": dry_run, "confirm": confirm, "snapshot": snapshot}
    with region(data).as_operator() as client:
        upload = {"file": (file.name, content)}
        accepted = answered(_upload(client, upload, {name: str(value).lower() for name, value in asked.items()}))
        ended = _followed(client, accepted["id"], file.name)
        report = ended["report"]
        if json:
            typer.echo(json_format.dumps({**report, "id": ended["id"], "state": ended["state"]}, indent=2))
        elif ended["state"] != "failed":
            print_report(report)
        if corrections is not None and report["rejected"]:
            sheet = client.get(f"/api/registry/imports/{ended['id']}/rejected.xlsx")
            corrections.write_bytes(sheet.content)
    if ended["state"] == "failed":
        raise Refused(f"{file.name}: {ended['reason']}")
    if ended["state"] == "needs_confirmation":
        raise Refused(ended.get("reason") or "nothing was said yet: look at the report, then repeat with --confirm")


def imports(data: Data = DEFAULT_DATA, json: Json = False) -> None:
    """The reports of past imports, newest first."""
    with region(data).as_operator() as client:
        items = answered(client.get("/api/registry/imports"))["items"]
    if json:
        typer.echo(json_format.dumps(items, indent=2))
        return
    for one in items:
        report = one["report"]
        counts = ", ".join(f"{report[name]} {name}" for name in ("rows", "added", "changed", "removed"))
        state = "dry run" if one["dry_run"] else one["state"]
        why = f"; {one['reason']}" if one["reason"] else ""
        typer.echo(f"{one['id']}  {one['kind']:14} {state:18} {one['file']}: {counts}{why}")


def _upload(client: httpx.Client, upload: Any, asked: dict[str, str]) -> httpx.Response:
    try:
        return client.post("/api/registry/imports", files=upload, data=asked)
    except httpx.TransportError as error:
        raise Refused("the region went away during the upload: see fairlead imports, and import it again") from error


def _followed(client: httpx.Client, import_id: str, name: str) -> dict[str, Any]:
    try:
        return follow(client, import_id, name)
    except httpx.TransportError as error:
        raise Refused(f"the region went away; {name} was taken and goes on with it: see fairlead imports") from error


def follow(client: httpx.Client, import_id: str, name: str) -> dict[str, Any]:
    """Wait for an import to end, showing how far it is."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not sys.stderr.isatty()) as progress:
        task, pause = progress.add_task(name, total=None), 0.05
        while True:
            state: dict[str, Any] = answered(client.get(f"/api/registry/imports/{import_id}"))
            if state["state"] in _ENDED:
                return state
            total = state["progress"]["total"] or None
            progress.update(
                task, description=f"{name}: {state['state']}", completed=state["progress"]["done"], total=total
            )
            time.sleep(pause)
            pause = min(pause * 1.5, 1.0)


def print_report(report: dict[str, Any]) -> None:
    counts = ("rows", "added", "changed", "unchanged", "removed")
    typer.echo(f"{report['file']} ({report['kind']}): " + ", ".join(f"{report[name]} {name}" for name in counts))
    for warning in report["warnings"]:
        typer.echo(f"  note: {warning if isinstance(warning, str) else json_format.dumps(warning)}")
    rejected = report["rejected"]
    for one in rejected[:_SHOWN]:
        typer.echo(f"  row {one['row']}, {one['column']}: {one['value']!r}: {one['reason']}")
    if len(rejected) > _SHOWN:
        typer.echo(f"  and {len(rejected) - _SHOWN} more; write them all with --rejected FILE.xlsx")
