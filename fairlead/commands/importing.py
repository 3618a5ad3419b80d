"""Files in: ``fairlead import``, with its progress, its report, and the reports of past imports."""

import json as json_format
import os
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import httpx
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from contracts.vocabulary import ImportKind
from fairlead.commands.client import DEFAULT_DATA, Data, Json, Refused, answered, moment_of, region

_ENDED = ("done", "failed", "needs_confirmation")
_PAGE = 100
"""Imports asked for at once."""
_SHOWN = 20
"""Rejected rows printed; all of them are in --json and in the spreadsheet to correct."""


def import_file(
    kind: Annotated[ImportKind, typer.Argument(help="What the file holds.")],
    file: Annotated[Path, typer.Argument(help="xlsx, xls or csv, told apart by content.", readable=False)],
    data: Data = DEFAULT_DATA,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen, and do nothing.")] = False,
    confirm: Annotated[
        bool, typer.Option("--confirm", help="Go on although much of a trust would change, or be cancelled.")
    ] = False,
    snapshot: Annotated[
        bool, typer.Option("--snapshot", help="The file is everything: what is absent is over.")
    ] = False,
    corrections: Annotated[
        Path | None,
        typer.Option("--rejected", help="Write the rejected rows there, as a spreadsheet to correct.", readable=False),
    ] = None,
    json: Json = False,
) -> None:
    """Bring in a file, and say what it changed and which rows could not be taken; exit 1 if there are any."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise Refused(f"{file}: {error.strerror}") from error
    if corrections is not None:
        _check_writable(corrections)
    asked = {"kind": kind.value, "dry_run": dry_run, "confirm": confirm, "snapshot": snapshot}
    with region(data).as_operator() as client:
        upload = {"file": (file.name, content)}
        accepted = answered(_upload(client, upload, {name: str(value).lower() for name, value in asked.items()}))
        ended = _followed(client, accepted["id"], file.name)
        report = ended["report"]
        if json:
            typer.echo(json_format.dumps({**report, "id": ended["id"], "state": ended["state"]}, indent=2))
        elif ended["state"] != "failed":
            print_report(ended)
        if corrections is not None and report["rejected"]:
            sheet = client.get(f"/api/registry/imports/{ended['id']}/rejected.xlsx")
            if not sheet.is_success:
                answered(sheet)
            corrections.write_bytes(sheet.content)
    if ended["state"] == "failed":
        raise Refused(f"{file.name}: {ended['reason']}")
    if ended["state"] == "needs_confirmation":
        raise Refused(f"{ended.get('reason') or 'nothing was said yet: look at the report'} (repeat with --confirm)")
    if rejected := report["rejected_rows"]:
        many = f"{rejected} of {report['rows']} rows"
        raise Refused(f"{file.name}: {many} were rejected; correct them and import them (--rejected FILE writes them)")


def imports(
    import_id: Annotated[
        UUID | None, typer.Argument(metavar="[IMPORT_ID]", help="One import, with its rejected rows.")
    ] = None,
    data: Data = DEFAULT_DATA,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many of the latest.")] = 20,
    json: Json = False,
) -> None:
    """The reports of past imports, newest first; or one of them whole."""
    with region(data).as_operator() as client:
        if import_id is not None:
            return _show(answered(client.get(f"/api/registry/imports/{import_id}")), json=json)
        items, more = _latest(client, limit)
    if json:
        return typer.echo(json_format.dumps(items, indent=2))
    for one in items:
        why = f"; {one['reason']}" if one["reason"] else ""
        said = f"{one['report']['file']}: {_counts(one['report'])}{why}"
        typer.echo(f"{one['id']}  {_moment(one)}  {one['kind']:14} {_state(one):18} {said}")
    if more:
        typer.echo(f"there are older ones: fairlead imports --limit {limit * 5}")
    return None


def _latest(client: httpx.Client, limit: int) -> tuple[list[dict[str, Any]], bool]:
    """So many of the latest, and whether there are more."""
    items: list[dict[str, Any]] = []
    after: str | None = None
    while len(items) < limit:
        asked = {"limit": min(_PAGE, limit - len(items))} | ({"before": after} if after else {})
        page = answered(client.get("/api/registry/imports", params=asked))
        items, after = [*items, *page["items"]], page["next"]
        if after is None:
            break
    return items, after is not None


def _show(one: dict[str, Any], *, json: bool) -> None:
    if json:
        return typer.echo(json_format.dumps(one, indent=2))
    typer.echo(f"{one['id']}  {_moment(one)}  {_state(one)}" + (f": {one['reason']}" if one["reason"] else ""))
    return print_report(one)


def _moment(one: dict[str, Any]) -> str:
    return moment_of(datetime.fromisoformat(one["asked_at"]))


def _state(one: dict[str, Any]) -> str:
    return "dry run" if one["dry_run"] and one["state"] == "done" else str(one["state"])


def _check_writable(file: Path) -> None:
    """Before anything happens: afterwards the rejected rows would have nowhere to go. Raises Refused."""
    if not file.parent.is_dir():
        raise Refused(f"{file}: there is no folder {file.parent} to write the rejected rows to")
    if file.is_dir() or not os.access(file if file.exists() else file.parent, os.W_OK):
        raise Refused(f"{file}: cannot be written; name another file for the rejected rows")


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


def print_report(ended: dict[str, Any]) -> None:
    """The counts of an import, its notes, and the first of its rejected rows."""
    report = ended["report"]
    typer.echo(f"{report['file']} ({report['kind']}): {_counts(report)}")
    for warning in report["warnings"]:
        typer.echo(f"  note: {warning if isinstance(warning, str) else json_format.dumps(warning)}")
    rejected = report["rejected"]
    for one in rejected[:_SHOWN]:
        typer.echo(f"  row {one['row']}, {one['column']}: {one['value']!r}: {one['reason']}")
    if len(rejected) > _SHOWN:
        typer.echo(f"  and {len(rejected) - _SHOWN} more; all of them: fairlead imports {ended['id']} --json")


def _counts(report: dict[str, Any]) -> str:
    counted = {name: report[name] for name in ("rows", "added", "changed", "unchanged", "removed")}
    return ", ".join(f"{many} {name}" for name, many in (counted | {"rejected": report["rejected_rows"]}).items())
