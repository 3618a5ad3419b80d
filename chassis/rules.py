"""Rules a region or an organisation may set differently: dated data, read as they stand on a day."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, literal, select
from sqlalchemy.dialects.postgresql import distinct_on, insert

from chassis.audit import note_deed
from chassis.errors import Declined, NotFound
from chassis.tables import rule as kept
from chassis.work import UnitOfWork

DEFAULT = ""
"""Whose a rule is that holds wherever nobody has set their own."""

_AT_MOST = 100_000
_COUNTED = {"_month": (1, 12), "_months": (0, 1_200), "_working_days": (0, 1_000)}
"""How a name ends → the least and the most of what it counts, where that is less: a date comes of each."""
_OF_PARTS = "_target"
"""How a name ends whose value may be a part of one, also where its default is a whole number."""


class RuleMisshapen(Declined):
    status = 422
    slug = "rule-misshapen"
    title = "A rule keeps the shape of its default"


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


async def rule(work: UnitOfWork, name: str, *, on: date, of: Sequence[str] = ()) -> Any:
    """The value in force on a day: the first of these codes that has its own, else the default.

    Raises LookupError if it was never set.
    """
    return (await rules_named(work, [name], on=on, of=of))[name]


async def rules_named(work: UnitOfWork, names: Collection[str], *, on: date, of: Sequence[str] = ()) -> dict[str, Any]:
    """Several at once, each as :func:`rule` gives it. Raises LookupError if one was never set."""
    asked = (
        select(kept.c.name, kept.c.value)
        .ext(distinct_on(kept.c.name))
        .where(kept.c.name.in_(sorted(names)), kept.c.valid_from <= on, kept.c.region.in_([*of, DEFAULT]))
        .order_by(kept.c.name, _nearest(of), kept.c.valid_from.desc())
    )
    found = {row["name"]: row["value"] for row in await work.all(asked)}
    if missing := sorted(set(names) - found.keys()):
        raise LookupError(f"no rule {missing[0]!r} is in force on {on}; seed it in a migration")
    return found


async def all_rules(work: UnitOfWork) -> list[Rule]:
    """Every value that is, was, or will be."""
    rows = await work.all(select(kept).order_by(kept.c.name, kept.c.region, kept.c.valid_from))
    return [Rule(row["name"], row["region"], row["valid_from"], row["value"]) for row in rows]


async def set_rule(work: UnitOfWork, new: Rule, *, reason: str) -> None:
    """Set a value from a day on, and note who did, and why. The same day again puts another value in its place.

    Raises NotFound for a rule without a default, RuleInThePast, RuleMisshapen.
    """
    if new.valid_from < work.today:
        raise RuleInThePast(f"valid_from {new.valid_from} is before today, {work.today}", field="valid_from")
    try:
        default = await rule(work, new.name, on=new.valid_from)
    except LookupError:
        raise NotFound(f"there is no rule {new.name}") from None
    if not alike(default, new.value, name=new.name):
        counts = f": {_counting(new.name)}" if _counts(new.name, default) else ""
        raise RuleMisshapen(f"the value of {new.name} is like its default, {default!r}{counts}", field="value")
    row = {"name": new.name, "region": new.of, "valid_from": new.valid_from, "value": new.value}
    stated = insert(kept).values(row)
    await work.run(stated.on_conflict_do_update(index_elements=list(kept.primary_key), set_={"value": new.value}))
    about = f"rule {new.name} of {new.of or 'everybody'} from {new.valid_from}"
    await note_deed(work, "set", by=work.actor.person_id, about=about, reason=reason)


def alike(default: Any, value: Any, *, name: str = "") -> bool:
    """Whether a value has the shape of a default: numbers not negative, the same keys, lists of texts.

    A rule whose default is a whole number counts something, so that its value is one too, and one that its name can
    have. Where the default is null, none is a possible answer, and a number another.
    """
    match default:
        case bool():
            return isinstance(value, bool)
        case int() | float():
            least, most = _bounds(name)
            kind = int if name and _counts(name, default) else int | float
            return isinstance(value, kind) and not isinstance(value, bool) and least <= value <= most
        case None:
            return value is None or alike(0, value)
        case dict():
            same = isinstance(value, dict) and value.keys() == default.keys()
            return same and all(alike(default[key], value[key]) for key in default)
        case list():
            return isinstance(value, list) and all(isinstance(each, str) for each in value)
        case _:
            return isinstance(value, str)


def _counts(name: str, default: Any) -> bool:
    return isinstance(default, int) and not isinstance(default, bool) and not name.endswith(_OF_PARTS)


def _bounds(name: str) -> tuple[int, int]:
    return next((bounds for end, bounds in _COUNTED.items() if name.endswith(end)), (0, _AT_MOST))


def _counting(name: str) -> str:
    least, most = _bounds(name)
    return f"a whole number from {least} to {most}"


def _nearest(of: Sequence[str]) -> ColumnElement[int]:
    """Orders by whose a rule is: these codes in their order, then the default."""
    if not of:
        return literal(0)
    return case({code: place for place, code in enumerate(of)}, value=kept.c.region, else_=len(of))
