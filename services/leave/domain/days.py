"""How many days of entitlement a spell of leave takes: working days, halves at its ends."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from chassis.clock import is_working_day

HALF = Decimal("0.5")


def written(first: date, last: date | None = None) -> str:
    """Days as people write them: 3 August 2027 to 5 August 2027, or one alone."""
    return " to ".join(f"{day.day} {day:%B %Y}" for day in dict.fromkeys((first, last or first)))


def spoken(days: Decimal) -> str:
    """1 day, 2.5 days."""
    return f"{days.normalize():f} day" + ("" if days == 1 else "s")


def half_days(count: int) -> Decimal:
    """So many halves, as days."""
    return count * HALF


@dataclass(frozen=True, slots=True)
class Spell:
    """From the morning or midday of one day to the evening or midday of another; both days belong to it."""

    first_day: date
    last_day: date
    from_midday: bool = False
    until_midday: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left of it: it ends before it begins."""
        return not self.halves

    @property
    def calendar_days(self) -> Decimal:
        return len(self.halves) * HALF

    @property
    def days(self) -> Decimal:
        """Its working days; where it has none, as on a weekend's course, the days it takes of the calendar."""
        return self._working_days or self.calendar_days

    @property
    def halves(self) -> range:
        """The half days it takes, numbered from the first of all days: two spells clash where they share one."""
        begin, end = self.first_day.toordinal() * 2, self.last_day.toordinal() * 2 + 2
        return range(begin + self.from_midday, end - self.until_midday)

    def has(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    def overlaps(self, other: "Spell") -> bool:
        mine, theirs = self.halves, other.halves
        return mine.start < theirs.stop and theirs.start < mine.stop

    def within(self, first_day: date, last_day: date) -> "Spell":
        """What of it falls on these days; the halves stay with the ends they belong to."""
        first, last = max(self.first_day, first_day), min(self.last_day, last_day)
        return Spell(
            first,
            last,
            from_midday=self.from_midday and first == self.first_day,
            until_midday=self.until_midday and last == self.last_day,
        )

    @property
    def _working_days(self) -> Decimal:
        return half_days(sum(is_working_day(date.fromordinal(half // 2)) for half in self.halves))
