"""How the promises of the commitment are kept."""

import json as json_format
from collections.abc import Iterable, Iterator
from typing import Annotated, Any

import typer

from contracts.vocabulary import Role
from fairlead.commands.client import DEFAULT_DATA, Data, Json, answered, region
from fairlead.commands.figures import nationally, published, value_text


def criteria(
    data: Data = DEFAULT_DATA,
    trust: Annotated[str | None, typer.Option("--trust", help="Only this trust; without it all together.")] = None,
    code: Annotated[
        str | None, typer.Option("--code", help="Only this criterion, as T-E1, or this beside them, as SIGNED.")
    ] = None,
    deanery: Annotated[str | None, typer.Option("--deanery", help="Only the trusts of this deanery.")] = None,
    json: Json = False,
) -> None:
    """Each criterion, the pledge and the rules: their indicators, targets and evidence: for the deanery's eyes."""
    wanted = {"trust": trust, "code": code, "deanery": deanery}
    asked = {name: value for name, value in wanted.items() if value is not None}
    with region(data).signed_in("deanery", Role.DEANERY_ANALYST) as client:
        told = answered(client.get("/api/reporting/criteria", params=asked))
    if json:
        typer.echo(json_format.dumps(told, indent=2))
        return
    for line in lines_of(told):
        typer.echo(line)


def lines_of(told: dict[str, Any]) -> Iterator[str]:
    """What reporting told, for people."""
    yield f"{told['heading']}  ({told['period']}, as of {told['as_of']})"
    there = told["residents"]
    yield f"{there['heads']} residents in post on {there['census_day']}, {there['wte']:g} whole-time equivalents"
    for criterion in told["criteria"]:
        yield f"{criterion['code']}  {criterion['kind']:9}  {criterion['promise']}"
        yield from _lines(criterion["indicators"])
        if not criterion["indicators"]:
            yield "    not measured yet"
    if told["beside"]:
        yield "beside the 27: who has pledged them, and the rules that none of them names"
        yield from _lines(told["beside"])


def _lines(indicators: Iterable[dict[str, Any]]) -> Iterator[str]:
    for one in indicators:
        yield _line(one)
        if one["national"]:
            yield f"    {'':8} {nationally(one['national'])}, {published(one['national'])}"


def _line(one: dict[str, Any]) -> str:
    counts = f"{one['numerator']} of {one['denominator']}"
    value = value_text(one["value"], one)
    bound, target = "at least" if one["better"] == "higher" else "at most", value_text(one["target"], one, digits=0)
    met = {True: "met", False: "not met", None: "nothing to count"}[one["met"]]
    return f"    {one['code']:8} {counts:>16} {value:>6}  {bound} {target}: {met:16}  {_seen(one['evidence'])}"


def _seen(evidence: dict[str, Any] | None) -> str:
    if evidence is None:
        return "no evidence"
    return f"{evidence['events']} events, the last on {evidence['at'][:10]}: {evidence['event_id']}"
