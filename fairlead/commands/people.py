"""People and figures: a token for somebody, why they were told, what the region looks like."""

import csv
import json as json_format
import sys
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Any

import typer

from contracts import EVENTS
from contracts.vocabulary import Role
from fairlead.commands.client import DEFAULT_DATA, Data, Json, answered, region
from fairlead.commands.figures import COLUMNS, rows_of, table_of

Person = Annotated[str, typer.Argument(help="Id, registration number or mail address.")]


class Format(StrEnum):
    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class Part(StrEnum):
    """By what a figure is told apart."""

    GRADE = "grade"
    HOURS = "hours"
    SITE = "site"
    SPECIALTY = "specialty"


def token(
    person: Person,
    data: Data = DEFAULT_DATA,
    role: Annotated[Role | None, typer.Option("--role", help="Only this role; without it all held today.")] = None,
) -> None:
    """Print a short-lived token for the HTTP APIs; only in dev, demo and test."""
    typer.echo(region(data).token(person, role))


def why(person: Person, data: Data = DEFAULT_DATA, json: Json = False) -> None:
    """Every decision to tell this person something, or not to, and its reason."""
    here = region(data)
    person_id = here.person_id(person)
    with here.as_operator() as client:
        items = answered(client.post("/api/notifications/decisions/search", json={"person_id": person_id}))["items"]
    if json:
        typer.echo(json_format.dumps(items, indent=2))
        return
    for one in items:
        reason = f" ({one['reason']})" if one["reason"] else " (paused)" if one["paused"] else ""
        what = "private item" if EVENTS[one["type"]].topic.family.untraceable else one["type"]
        typer.echo(f"{one['at']}  {what:40} {one['channel']:6} {one['decision']}{reason}")
    if not items:
        typer.echo("nothing was to be told them yet")


def report_region(
    data: Data = DEFAULT_DATA,
    deanery: Annotated[str | None, typer.Option("--deanery", help="Only the trusts of this deanery.")] = None,
    format_: Annotated[Format, typer.Option("--format", help="table, json or csv.")] = Format.TABLE,
    json: Json = False,
) -> None:
    """The region's figures: management information, not for publication."""
    with region(data).signed_in("deanery", Role.DEANERY_ANALYST) as client:
        asked = {"deanery": deanery} if deanery else {}
        figures = answered(client.get("/api/reporting/region", params=asked))
    if json or format_ is Format.JSON:
        typer.echo(json_format.dumps(figures, indent=2))
    elif format_ is Format.CSV:
        _write_csv(rows_of(figures))
    else:
        _say(table_of(figures))


def report_parts(
    code: Annotated[str, typer.Argument(help="An indicator that is told in such parts, as O-E2.")],
    by: Annotated[Part, typer.Option("--by", help="grade, hours, site or specialty.")] = Part.GRADE,
    data: Data = DEFAULT_DATA,
    trust: Annotated[str | None, typer.Option("--trust", help="Only this trust.")] = None,
    period: Annotated[
        str | None, typer.Option("--period", help="A quarter, as 2026-27-Q3; without it this one.")
    ] = None,
    deanery: Annotated[str | None, typer.Option("--deanery", help="Only the trusts of this deanery.")] = None,
    json: Json = False,
) -> None:
    """One indicator by bands of grades, hours, sites or specialties: small numbers, for the deanery's eyes alone."""
    wanted = {"code": code, "by": by, "trust": trust, "period": period, "deanery": deanery}
    asked = {name: value for name, value in wanted.items() if value is not None}
    with region(data).signed_in("deanery", Role.DEANERY_ANALYST) as client:
        figures = answered(client.get("/api/reporting/region/parts", params=asked))
    if json:
        typer.echo(json_format.dumps(figures, indent=2))
        return
    parts = [{**one, "code": one["part"]} for one in figures["items"]]
    _say(table_of({**figures, "indicators": parts, "targets": {one["part"]: figures for one in parts}}))


def _write_csv(rows: Iterable[dict[str, Any]]) -> None:
    writer = csv.DictWriter(sys.stdout, COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line)
