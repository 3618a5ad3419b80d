"""Opportunities' own copy of organisations: what they are called, and whose rules hold at one."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ARRAY, Column, Date, Table, Text, select

from chassis.places import Places
from chassis.rules import rule
from chassis.work import UnitOfWork
from contracts.registry import OrganisationClosed, OrganisationRegistered
from services.opportunities.store.tables import metadata

organisations = Table(
    "organisation",
    metadata,
    Column("code", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("region", Text),
    Column("closed_on", Date),
)

deanery_trusts = Table(
    "deanery_trusts",
    metadata,
    Column("deanery", Text, primary_key=True),
    Column("valid_from", Date, primary_key=True),
    Column("trusts", ARRAY(Text), nullable=False),
)

PLACES = Places(organisations, deanery_trusts)


async def keep_organisations(work: UnitOfWork, events: Sequence[OrganisationRegistered | OrganisationClosed]) -> None:
    await PLACES.keep(work, events)


async def whose_rules(work: UnitOfWork, trusts: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Trust → whose own rules hold there today, nearest first: its own, then its deanery's."""
    return await PLACES.whose_rules(work, trusts, on=work.today)


async def rule_at(work: UnitOfWork, name: str, trust: str) -> Any:
    """What a rule that is read by place says at a trust today."""
    return await rule(work, name, on=work.today, of=(await whose_rules(work, [trust]))[trust])


async def deaneries_of(work: UnitOfWork, trusts: Collection[str]) -> list[str]:
    """The deaneries that answer for any of these trusts today, by code."""
    return sorted(set((await PLACES.deaneries_of(work, trusts, on=work.today)).values()))


async def names_of(work: UnitOfWork, codes: Collection[str]) -> dict[str, str]:
    rows = await work.all(select(organisations).where(organisations.c.code.in_(sorted(codes))))
    return {row["code"]: row["name"] for row in rows}
