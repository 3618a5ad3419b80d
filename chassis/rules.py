"""Rules a region or an organisation may set differently: dated data, read as they stand on a day.

A rule is read by place, or it is everybody's: its service says which (``Service.setters``), and who reads or sets one
otherwise is told.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from chassis.audit import note_deed
from chassis.errors import Declined, NotFound
from chassis.tables import rule as kept
from chassis.work import UnitOfWork

DEFAULT = ""
"""Whose a rule is that holds wherever nobody has set their own."""

_AT_MOST = 100_000
_COUNTED = {"_month": (1, 12), "_months": (0, 1_200), "_working_days": (0, 1_000), "_percent": (0, 100)}
"""How a name ends → the least and the most of what it counts, where that is less: a date comes of each, or a share."""
_OF_PARTS = "_target"
"""How a name ends whose value may be a part of one, also where its default is a whole number."""
_ONE_OF = {"_to_days": (0.5, 1)}
"""How a name ends → the only values that it can have: days are rounded to halves, or to whole ones."""
_SOME_OF = "_codes"
"""How a name ends whose default lists all codes that there are: a place may use fewer of them, and has no others."""


class RuleMisshapen(Declined):
    status = 422
    slug = "rule-misshapen"
    title = "A rule keeps the shape of its default"


class RuleOfEverybody(Declined):
    status = 422
    slug = "rule-of-everybody"
    title = "No place has a value of its own of this rule"


class RuleInThePast(Declined):
    """What was done is judged by the rule of its day."""

    status = 422
    slug = "rule-in-the-past"
    title = "A rule is set from today on"


@dataclass(frozen=True, slots=True)
class Rule:
    """One value of a rule: whose it is (the code of a region or organisation), and from which day."""

    name: str
    of: str
    valid_from: date
    value: Any


async def rule(work: UnitOfWork, name: str, *, on: date, of: Sequence[str] | None = None) -> Any:
    """The value in force on a day: the first of these codes that has its own, else the default.

    ``of`` is for a rule that is read by place, and for no other. Raises LookupError if it was never set.
    """
    return (await rules_named(work, [name], on=on, of=of))[name]


async def rules_named(
    work: UnitOfWork, names: Collection[str], *, on: date, of: Sequence[str] | None = None
) -> dict[str, Any]:
    """Several at once, each as :func:`rule` gives it. Raises LookupError if one was never set."""
    for name in names:
        if (name in work.by_place) is (of is None):
            raise ValueError(f"{name} is {'read by place: say whose' if of is None else 'read at no place'}")
    return (await _values(work, names, {DEFAULT: of or ()}, on=on))[DEFAULT]


async def rules_at(
    work: UnitOfWork, names: Collection[str], whose: Mapping[str, Sequence[str]], *, on: date
) -> dict[str, dict[str, Any]]:
    """Several rules that are read by place, at several places: by the place, and whose rules hold there, nearest first.

    Raises LookupError if one was never set.
    """
    if everybodys := sorted(set(names) - work.by_place):
        raise ValueError(f"{everybodys[0]} is read at no place")
    return await _values(work, names, whose, on=on)


async def who_has_own(work: UnitOfWork, names: Collection[str], *, on: date) -> set[str]:
    """The codes that have a value of their own of one of these on a day."""
    own = select(kept.c.region).where(kept.c.name.in_(sorted(names)), kept.c.valid_from <= on, kept.c.region != DEFAULT)
    return {row["region"] for row in await work.all(own.distinct())}


async def all_rules(work: UnitOfWork) -> list[Rule]:
    """Every value that is, was, or will be, by name, whose it is, and its first day."""
    rows = await work.all(select(kept).order_by(kept.c.name, kept.c.region, kept.c.valid_from))
    return [Rule(row["name"], row["region"], row["valid_from"], row["value"]) for row in rows]


async def check_rule(work: UnitOfWork, new: Rule) -> None:
    """Raises NotFound for a rule without a default, RuleInThePast, RuleOfEverybody, RuleMisshapen."""
    if new.valid_from < work.today:
        raise RuleInThePast(f"valid_from {new.valid_from} is before today, {work.today}", field="valid_from")
    default = await _first_value(work, new.name)
    if new.of != DEFAULT and new.name not in work.by_place:
        raise RuleOfEverybody(f"{new.name} holds for everybody: set it without saying whose", field="of")
    if not alike(default, new.value, name=new.name):
        raise RuleMisshapen(
            f"the value of {new.name} is like its default, {default!r}{_besides(new.name, default)}", field="value"
        )


async def set_rule(work: UnitOfWork, new: Rule, *, reason: str) -> None:
    """Set a value from a day on, and note who did, and why. The same day again puts another value in its place.

    Raises what :func:`check_rule` does.
    """
    await check_rule(work, new)
    row = {"name": new.name, "region": new.of, "valid_from": new.valid_from, "value": new.value}
    stated = insert(kept).values(row)
    await work.run(stated.on_conflict_do_update(index_elements=list(kept.primary_key), set_={"value": new.value}))
    work.forget(kept)
    about = f"rule {new.name} of {new.of or 'everybody'} from {new.valid_from}"
    await note_deed(work, "set", by=work.actor.person_id, about=about, reason=reason, place=new.of)


def alike(default: Any, value: Any, *, name: str = "", within: tuple[int, int] | None = None) -> bool:
    """Whether a value has the shape of a default: numbers not negative, the same keys, lists of texts.

    A rule whose default is a whole number counts something, so that its value is one too, and one that its name can
    have. Where the default is null, none is a possible answer, and a number another; what is ``within`` a dict is
    bounded as the whole.
    """
    least, most = within or _bounds(name)
    match default:
        case bool():
            return isinstance(value, bool)
        case int() | float():
            kind = int if name and _counts(name, default) else int | float
            bounded = isinstance(value, kind) and not isinstance(value, bool) and least <= value <= most
            return bounded and value in (_only(name) or (value,))
        case None:
            return value is None or alike(0, value, within=(least, most))
        case dict():
            same = isinstance(value, dict) and value.keys() == default.keys()
            return same and all(alike(default[key], value[key], within=(least, most)) for key in default)
        case list():
            texts = isinstance(value, list) and all(isinstance(each, str) for each in value)
            return texts and (not name.endswith(_SOME_OF) or (bool(value) and set(value) <= set(default)))
        case _:
            return isinstance(value, str)


def _counts(name: str, default: Any) -> bool:
    return isinstance(default, int) and not isinstance(default, bool) and not name.endswith(_OF_PARTS)


def _bounds(name: str) -> tuple[int, int]:
    return next((bounds for end, bounds in _COUNTED.items() if name.endswith(end)), (0, _AT_MOST))


def _only(name: str) -> tuple[float, ...]:
    return next((values for end, values in _ONE_OF.items() if name.endswith(end)), ())


def _besides(name: str, default: Any) -> str:
    """What more can be said of a value than its default shows."""
    if name.endswith(_SOME_OF):
        return ": one of these or more"
    if only := _only(name):
        return f": one of {', '.join(map(str, only))}"
    least, most = _bounds(name)
    return f": a whole number from {least} to {most}" if _counts(name, default) else ""


async def _first_value(work: UnitOfWork, name: str) -> Any:
    """The default that its migration seeded: the shape of every value, whatever is in force since. Raises NotFound."""
    query = select(kept.c.value).where(kept.c.name == name, kept.c.region == DEFAULT).order_by(kept.c.valid_from)
    row = await work.first(query.limit(1))
    if row is None:
        raise NotFound(f"there is no rule {name}")
    return row["value"]


async def _values(
    work: UnitOfWork, names: Collection[str], whose: Mapping[str, Sequence[str]], *, on: date
) -> dict[str, dict[str, Any]]:
    codes = {DEFAULT, *(code for of in whose.values() for code in of)}
    stated = await work.once(kept, codes, partial(_stated, work))
    found = {
        (name, code): values[max(since)]
        for name in names
        for code in codes
        if (values := stated[code].get(name)) and (since := [day for day in values if day <= on])
    }
    if missing := sorted(name for name in names if (name, DEFAULT) not in found):
        raise LookupError(f"no rule {missing[0]!r} is in force on {on}; seed it in a migration")
    return {
        place: {name: next(found[name, code] for code in (*of, DEFAULT) if (name, code) in found) for name in names}
        for place, of in whose.items()
    }


async def _stated(work: UnitOfWork, codes: Collection[str]) -> dict[str, dict[str, dict[date, Any]]]:
    """Code → rule → its own values by their first days: all of them, as whoever asks for one soon asks for others."""
    stated: dict[str, dict[str, dict[date, Any]]] = {code: {} for code in codes}
    own = select(kept.c.name, kept.c.region, kept.c.valid_from, kept.c.value).where(kept.c.region.in_(sorted(codes)))
    for row in await work.all(own):
        stated[row["region"]].setdefault(row["name"], {})[row["valid_from"]] = row["value"]
    return stated
