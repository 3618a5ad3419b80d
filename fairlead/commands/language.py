"""The language: what events there are."""

import json as json_format
from typing import Annotated

import typer

from fairlead.commands.options import Json, Refused


def events(
    type_: Annotated[str | None, typer.Argument(metavar="[TYPE]", help="One type, with its schema.")] = None,
    json: Json = False,
) -> None:
    """The language: every event, who says it, who hears it."""
    from contracts import EVENTS  # noqa: PLC0415 - other commands need no contracts
    from contracts.schema import catalogue, schema_of  # noqa: PLC0415

    listed = [one for one in catalogue() if type_ is None or type_ in (one["type"], short_name(one["type"]))]
    if not listed:
        raise Refused(f"there is no event {type_!r}; see: fairlead events")
    if type_ is not None:
        listed[0]["schema"] = schema_of(EVENTS[listed[0]["type"]])
    if json:
        typer.echo(json_format.dumps(listed, indent=2, default=str))
    elif type_ is not None:
        typer.echo(json_format.dumps(listed[0], indent=2, default=str))
    else:
        for one in listed:
            typer.echo(f"{one['type']:44} {one['owner']:14} heard by {', '.join(one['heard_by']) or 'nobody yet'}")


def short_name(type_: str) -> str:
    """``leave.refused``, as people type and read it."""
    return type_.removeprefix("fairlead.").rsplit(".", 1)[0]
