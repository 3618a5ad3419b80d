"""Whose rules hold at a place: a service's copy of organisations, and of which trusts a deanery answers for since when.

Every service that judges by place keeps one of its own, from what the registry says.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import RowMapping, Table, null, select, union_all
from sqlalchemy.dialects.postgresql import insert

from chassis.copies import amend_rows, keep_rows
from chassis.rehearsing import Ruled
from chassis.work import UnitOfWork
from contracts.registry import OrganisationClosed, OrganisationRegistered
from contracts.vocabulary import OrganisationKind

_ALWAYS = date(1900, 1, 1)
"""From when a list without a date counts."""


@dataclass(slots=True)
class _Place:
    """What is known of an organisation; of a deanery, also its lists by the days since when they count."""

    region: str | None = None
    closed_on: date | None = None
    lists: dict[date, Collection[str]] = field(default_factory=dict)

    def answers_for(self, on: date) -> Collection[str] | None:
        """The trusts that it lists on a day, none for all of its NHS region; None: it answers for nobody then."""
        since = [day for day in self.lists if day <= on]
        is_closed = self.closed_on is not None and self.closed_on < on
        return self.lists[max(since)] if since and not is_closed else None


@dataclass(frozen=True, slots=True)
class Places:
    """The two tables of the copy."""

    organisations: Table
    """``code``, ``region`` and ``closed_on``, and whatever else of an organisation the service keeps."""
    deaneries: Table
    """``deanery``, ``valid_from``, ``trusts``: dated lists, an empty one for all of the NHS region."""

    async def keep(self, work: UnitOfWork, events: Sequence[OrganisationRegistered | OrganisationClosed]) -> None:
        """Keep each organisation as its last event says, and each list of a deanery's trusts from its day on."""
        said = [column.name for column in self.organisations.c if column.name != "closed_on"]
        known: dict[str, dict[str, Any]] = {}
        closed: dict[str, date] = {}
        lists: dict[tuple[str, date], dict[str, Any]] = {}
        for event in events:
            if isinstance(event, OrganisationClosed):
                closed[event.code] = event.closed_on
                continue
            closed.pop(event.code, None)
            known[event.code] = {**{name: getattr(event, name) for name in said}, "closed_on": None}
            if event.kind is OrganisationKind.DEANERY:
                valid_from = event.opened_on or _ALWAYS
                row = {"deanery": event.code, "valid_from": valid_from, "trusts": list(event.trusts)}
                lists[event.code, valid_from] = row
        work.forget(self.organisations)
        await keep_rows(work, self.organisations, known.values())
        await amend_rows(work, self.organisations, [{"code": code, "closed_on": on} for code, on in closed.items()])
        if lists:  # plain rows: unnest would flatten the lists of trusts, and there are a handful of deaneries
            stated = insert(self.deaneries)
            keys = list(self.deaneries.primary_key)
            same = stated.on_conflict_do_update(index_elements=keys, set_={"trusts": stated.excluded.trusts})
            await work.run(same, list(lists.values()))

    async def deaneries_of(self, work: UnitOfWork, hosts: Collection[str], *, on: date) -> dict[str, str]:
        """Host → the deanery that answers for it on a day: one that lists it, else the one of its whole NHS region.

        One that was closed before answers for nobody: the day it closes on is its last. A host of no deanery that is
        known is not named: the defaults hold.
        """
        if not hosts:
            return {}
        known = await work.once(self.organisations, hosts, partial(self._read, work))
        listed = {code: trusts for code, one in known.items() if (trusts := one.answers_for(on)) is not None}
        found: dict[str, str] = {}
        for host in hosts:
            named = [deanery for deanery, trusts in sorted(listed.items()) if host in trusts]
            region = known[host].region
            whole = [
                deanery for deanery, trusts in sorted(listed.items()) if not trusts and known[deanery].region == region
            ]
            if candidates := named or (whole if region else []):
                found[host] = candidates[0]
        return found

    async def whose_rules(self, work: UnitOfWork, hosts: Collection[str], *, on: date) -> dict[str, tuple[str, ...]]:
        """Host → whose own rules hold there on a day, nearest first: its own, then its deanery's."""
        deaneries = await self.deaneries_of(work, hosts, on=on)
        return {host: (host, *([deaneries[host]] if host in deaneries else [])) for host in hosts}

    async def ruled(self, work: UnitOfWork, rows: Sequence[RowMapping], *, on: date) -> list[Ruled]:
        """Counts by ``host``, each with whose own rules hold there on that day."""
        whose = await self.whose_rules(work, {row["host"] for row in rows}, on=on)
        return [Ruled(whose[row["host"]], {what: row[what] for what in row if what != "host"}) for row in rows]

    async def _read(self, work: UnitOfWork, codes: Collection[str]) -> dict[str, _Place]:
        """These, and all deaneries: which of them answers for one of these is what is asked next."""
        of, lists = self.organisations.c, self.deaneries.c
        place = (of.code, of.region, of.closed_on)
        joined = self.deaneries.join(self.organisations, lists.deanery == of.code)
        deaneries = select(*place, lists.valid_from, lists.trusts).select_from(joined)
        these = select(*place, null(), null()).where(of.code.in_(sorted(codes)))
        found = {code: _Place() for code in codes}
        for row in await work.all(union_all(deaneries, these)):
            one = found.setdefault(row["code"], _Place())
            one.region, one.closed_on = row["region"], row["closed_on"]
            if row["valid_from"] is not None:
                one.lists[row["valid_from"]] = row["trusts"]
        return found
