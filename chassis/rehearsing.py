"""What a rule would change if it were set: what holds there on that day, how much it is read for, and until when."""

from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from chassis.rules import DEFAULT, Rule, all_rules, check_rule
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
    stated = [each for each in await all_rules(work) if each.name == new.name]  # of each place by their first days
    own = {each.of: each.value for each in stated if each.valid_from <= new.valid_from}
    later = (each.valid_from for each in stated if each.of == new.of and each.valid_from > new.valid_from)
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
    return Rehearsal(new, next(later, None), tuple(changes))
