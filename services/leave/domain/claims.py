"""What leave cost: until when it is claimed, and when it was paid. Dates only, nothing is paid here (R24)."""

from dataclasses import dataclass
from datetime import date, timedelta

from services.leave.domain.obstacles import ClaimDatesDoNotFit


@dataclass(frozen=True, slots=True)
class Claim:
    """When the doctor claimed, by when payment is expected, and when it came; and whether they went."""

    claimed_on: date
    pay_by: date
    paid_on: date | None = None
    attended: bool = True
    """Proof is not asked for, but not having gone is declared."""


def claim(*, claimed_on: date, paid_on: date | None, attended: bool, pay_days: int, today: date) -> Claim:
    """Raises ClaimDatesDoNotFit."""
    if claimed_on > today or (paid_on is not None and not claimed_on <= paid_on <= today):
        raise ClaimDatesDoNotFit(
            f"claimed_on {claimed_on} is not after today, {today}, and paid_on between the two.", field="claimed_on"
        )
    return Claim(claimed_on, claimed_on + timedelta(days=pay_days), paid_on, attended)
