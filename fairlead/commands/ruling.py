"""Dated rules: what is in force, and what shall be from a day on."""

import json as json_format
from datetime import datetime
from typing import Annotated, Any

import typer

from fairlead.commands.client import DEFAULT_DATA, Data, Json, Refused, answered, in_json, region

Service = Annotated[str, typer.Argument(help="Whose rules: leave, reporting, …")]


def rules_list(service: Service, data: Data = DEFAULT_DATA, json: Json = False) -> None:
    """Every value that is, was, or will be in force."""
    with region(data).as_operator() as client:
        found = answered(client.get(f"/api/{service}/rules"))
    if json:
        typer.echo(in_json(found))
        return
    for each in found:
        typer.echo(f"{each['name']}  {each['of'] or '-'}  {each['valid_from']}  {json_format.dumps(each['value'])}")


def rules_set(
    service: Service,
    name: Annotated[str, typer.Argument(help="As rules list prints it.")],
    value: Annotated[str, typer.Argument(help="As JSON, of the shape of the default.")],
    valid_from: Annotated[
        datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="The first day; not before today.")
    ],
    reason: Annotated[str, typer.Option("--reason", help="Kept in the audit.")],
    of: Annotated[str, typer.Option("--of", help="A region's or organisation's code; without it, the default.")] = "",
    by: Annotated[
        str, typer.Option("--by", help="Who sets it, for the place they answer for; else the operator.")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and set nothing.")] = False,
    data: Data = DEFAULT_DATA,
) -> None:
    """Set a rule from a day on; what is past stays judged by the rule of its day."""
    body = {"of": of, "valid_from": f"{valid_from:%Y-%m-%d}", "value": _value(value), "reason": reason}
    here = region(data)
    with here.signed_in(by) if by else here.as_operator() as client:
        if dry_run:
            _say_rehearsed(answered(client.post(f"/api/{service}/rules/{name}/rehearsal", json=body)), body)
        else:
            answered(client.put(f"/api/{service}/rules/{name}", json=body))
            typer.echo(f"{name} of {of or 'everybody'} is {value} from {valid_from:%Y-%m-%d}")


def _say_rehearsed(rehearsed: Any, body: dict[str, Any]) -> None:
    """A line for each value that would no longer hold."""
    until = f" until {rehearsed['until']}" if rehearsed["until"] else ""
    typer.echo(f"nothing was set; from {body['valid_from']}{until}, {body['of'] or 'everybody'} would have")
    if not rehearsed["changes"]:
        typer.echo("  a value of its own, which nothing there is judged by yet")
    for change in rehearsed["changes"]:
        concerns = ", ".join(f"{what} {many}" for what, many in change["counts"].items())
        new = json_format.dumps(body["value"])
        typer.echo(f"  {new} instead of {json_format.dumps(change['before'])}" + (f": {concerns}" if concerns else ""))


def _value(written: str) -> Any:
    try:
        return json_format.loads(written)
    except ValueError:
        raise Refused(f"{written!r} is not JSON; a text goes in double quotes, an object in braces") from None
