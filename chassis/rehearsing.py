"""What a rule would change if it were set: what holds there on that day, how much it is read for, and until when."""

from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import distinct_on

from chassis.rules import DEFAULT, Rule, check_rule
from chassis.tables import rule as kept
from chassis.work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Ruled:
    """So many things of a service that a rule is read for alike."""

    whose: tuple[str, ...]
    """Whose own value holds for them, nearest first."""
    counts: Mapping[str, int]
    """By what they are: ``placements``, …"""


Reach = Callable[[UnitOfWork, str, date], Awaitable[Collection[Ruled]]]
"""All that a rule of this name is read for from a day on, as a service knows it."""


@dataclass(frozen=True, slots=True)
class Change:
    """For so many things another value would hold than this one."""

    before: Any
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    rule: Rule
    until: date | None
    """The day from which another value of the same place is set already."""
    changes: tuple[Change, ...]
    """One for each value that it would take the place of. Of nothing, for a rule of everybody's alone and where a value
    of the place's own gives way; none, where it has no value of its own and nothing that the rule is read for."""


async def rehearse(work: UnitOfWork, new: Rule, *, reach: Reach | None) -> Rehearsal:
    """Set nothing, and refuse what :func:`chassis.rules.set_rule` refuses.

    What is nearer to a thing than the place of the rule, and has a value of its own, keeps it.
    """
    await check_rule(work, new)
    own = await _own_values(work, new)
    by_place = new.name in work.by_place
    before: list[Any] = []
    counted: list[Counter[str]] = []
    for ruled in await reach(work, new.name, new.valid_from) if reach and by_place else ():
        whose = (*ruled.whose, DEFAULT)
        if next(code for code in whose if code == new.of or code in own) != new.of:
            continue
        value = next(own[code] for code in whose if code in own)
        if value not in before:
            before.append(value)
            counted.append(Counter())
        counted[before.index(value)].update(ruled.counts)
    changes = [Change(value, dict(counts)) for value, counts in zip(before, counted, strict=True)]
    if not changes and new.of in own:
        changes = [Change(own[new.of])]
    return Rehearsal(new, await _until(work, new), tuple(changes))


async def _own_values(work: UnitOfWork, new: Rule) -> dict[str, Any]:
    """Code → its own value of the rule on that day."""
    query = (
        select(kept.c.region, kept.c.value)
        .ext(distinct_on(kept.c.region))
        .where(kept.c.name == new.name, kept.c.valid_from <= new.valid_from)
        .order_by(kept.c.region, kept.c.valid_from.desc())
    )
    return {row["region"]: row["value"] for row in await work.all(query)}


async def _until(work: UnitOfWork, new: Rule) -> date | None:
    later = (kept.c.name == new.name, kept.c.region == new.of, kept.c.valid_from > new.valid_from)
    row = await work.first(select(func.min(kept.c.valid_from).label("day")).where(*later))
    return row["day"] if row else None
