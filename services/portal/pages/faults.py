"""What is wrong with a form: what can be seen without asking, and what a service said no to."""

from collections.abc import Collection, Mapping

from services.portal.gateway import SaidNo
from services.portal.pages import words
from services.portal.pages.page import Fault

_NOT_USED = "This is not used here: select one of those shown"
_IN_WORDS: Mapping[str, str] = {"not-used-here": _NOT_USED, "no-reason-of-duty": _NOT_USED}
"""Where a service speaks of codes, by what it says: the same as people say it."""


def told(no: SaidNo, fields: Collection[str], *, otherwise: str) -> tuple[Fault, ...]:
    """At the fields that the service names, where the form has them; else at ``otherwise``. In the service's words."""
    named = [(each["field"], each["reason"]) for each in no.errors] or [(no.field, _IN_WORDS.get(no.said, no.detail))]
    return tuple(Fault(_of(name, fields) or otherwise, words.sentence(said)) for name, said in named)


def too_long(field: str, text: str, *, at_most: int = 2000) -> tuple[Fault, ...]:
    return (Fault(field, f"Write at most {at_most:,} characters"),) if len(text) > at_most else ()


def listed(written: str) -> list[str]:
    """What was written with commas between."""
    return [each.strip() for each in written.split(",") if each.strip()]


def whole_number(text: str) -> int | None:
    """As people type one: at most nine digits, which no service takes for something else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else None


def _of(name: str, fields: Collection[str]) -> str | None:
    """Of a day, the first of its three fields."""
    return next((each for each in (name, f"{name}-day") if each in fields), None)
