"""What leave is expected to cost: a field for each kind, as numbers are typed (R14, R21)."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from services.portal.pages import words
from services.portal.pages.page import Fault

FIELDS = tuple(f"cost-{kind}" for kind in words.COSTS)
_AT_MOST = Decimal(100_000)


def costs_in(values: Mapping[str, str], faults: list[Fault]) -> list[dict[str, str]]:
    """As the leave service takes them, without what costs nothing; what is no amount goes to ``faults``."""
    found = {kind: _pounds(values[f"cost-{kind}"]) for kind in words.COSTS}
    for kind, pounds in found.items():
        if pounds is None:
            faults.append(Fault(f"cost-{kind}", "Enter pounds as a number, such as 350 or 49.99"))
        elif pounds > _AT_MOST:
            faults.append(Fault(f"cost-{kind}", f"Enter at most {written(_AT_MOST)}"))
    return [{"kind": kind, "pounds": str(pounds)} for kind, pounds in found.items() if pounds]


def told(costs: Iterable[tuple[str, Decimal]]) -> str:
    """Course fee £350.00, travel £49.99."""
    return words.sentence(", ".join(f"{words.COSTS[kind].lower()} {written(pounds)}" for kind, pounds in costs))


def written(pounds: Decimal) -> str:
    return f"£{pounds:,.2f}"


def _pounds(typed: str) -> Decimal | None:
    """With or without its sign and commas; nothing is none, and None is no amount."""
    bare = typed.replace("£", "").replace(",", "").strip() or "0"
    return Decimal(bare) if re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,2})?", bare) else None
