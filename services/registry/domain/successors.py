"""Which trusts an organisation followed, and what of a placement began at one of them (decision 0026)."""

from collections.abc import Mapping
from datetime import date, timedelta

from services.registry.domain.organisations import Organisation

_A_DAY = timedelta(days=1)


def left_to(code: str, known: Mapping[str, Organisation]) -> dict[str, date]:
    """The trusts that an organisation followed, each with the first day on which it answers for what that one left.

    Those that these had followed before count too.
    """
    found: dict[str, date] = {}
    for one in known.values():
        if one.successor == code and one.closed_on is not None:
            first = one.closed_on + _A_DAY
            before = left_to(one.code, known)
            found |= {one.code: first} | {earlier: max(first, day) for earlier, day in before.items()}
    return found


def former_host(
    before: str | None, host: str, *, start: date, end: date, known: Mapping[str, Organisation]
) -> tuple[str | None, date | None]:
    """Where a placement began and since when it is at the host, if that followed the trust while the placement ran."""
    trust = known.get(before or "")
    if trust is None or trust.successor != host or trust.closed_on is None:
        return None, None
    since = trust.closed_on + _A_DAY
    return (trust.code, since) if start < since <= end else (None, None)
