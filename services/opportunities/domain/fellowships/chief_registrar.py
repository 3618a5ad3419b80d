"""What a chief registrar's record must say (R78)."""

from dataclasses import dataclass
from datetime import date, timedelta

from chassis.clock import add_months
from services.opportunities.domain.fellowships.obstacles import NoticeTooShort, ShareNotAllowed, TooShort


@dataclass(frozen=True, slots=True)
class Standard:
    """The rule as it stands on a day."""

    grades: tuple[str, ...]
    """ST4 and above, in every way in which placements write them."""
    least_months: int
    least_percent: int
    most_percent: int
    notice_months: int
    """For who leaves their programme for it."""

    def check(
        self, *, protected_percent: int, starts_on: date, ends_on: date, out_of_programme: bool, today: date
    ) -> None:
        """Raises TooShort, ShareNotAllowed, NoticeTooShort."""
        earliest_end = add_months(starts_on, self.least_months) - timedelta(days=1)
        if ends_on < earliest_end:
            raise TooShort(f"For {self.least_months} months: until {earliest_end} or longer.", field="ends_on")
        if not self.least_percent <= protected_percent <= self.most_percent:
            between = f"from {self.least_percent} to {self.most_percent} percent"
            raise ShareNotAllowed(f"State a share {between} (R78).", field="protected_percent")
        if out_of_programme and starts_on < add_months(today, self.notice_months):
            earliest_start = add_months(today, self.notice_months)
            raise NoticeTooShort(
                f"{self.notice_months} months' notice are needed: start on {earliest_start} or later.",
                field="starts_on",
            )
