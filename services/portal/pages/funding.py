"""What share of its costs a study budget funds, where that is said of the category of leave (R20)."""

from collections.abc import Iterable
from decimal import Decimal

from services.portal.pages import costs, facts, shapes, words
from services.portal.pages.facts import Fact
from services.portal.pages.visit import Visit


async def told(visit: Visit, places: tuple[shapes.AskedAt, ...]) -> tuple[str, ...]:
    """A sentence for each place of theirs that says anything."""
    known = dict.fromkeys((each.trust, each.funding) for each in places if each.funding)
    return tuple([f"At {await facts.place(visit, trust)}, the study budget funds {_of(said)}" for trust, said in known])


def fact(percent: Decimal | None, cost: Decimal = Decimal(0)) -> tuple[Fact, ...]:
    """Of one request; how much that is, where its cost is known."""
    if percent is None:
        return ()
    pounds = f", {costs.written(cost * percent / 100)} of {costs.written(cost)}" if cost else ""
    return (Fact("Funded by the study budget", f"{_written(percent)}{pounds}"),)


def _of(said: Iterable[shapes.Funded]) -> str:
    shares = [f"{_written(each.percent)} of {_small(words.PURPOSES[each.purpose])}" for each in said]
    return "; ".join(shares)


def _small(text: str) -> str:
    return text[0].lower() + text[1:]


def _written(percent: Decimal) -> str:
    return f"{percent.normalize():f}%"
