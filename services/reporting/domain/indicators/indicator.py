"""What an indicator says of itself."""

from dataclasses import dataclass
from enum import Enum, StrEnum

from contracts import Event
from contracts.vocabulary import CriterionCode, Role

Sources = tuple[type[Event], ...]


class Period(Enum):
    """Which quarter a counted thing belongs to, and so what may move its figure."""

    QUARTER = "the quarter of the fact; only events move it"
    QUARTER_ONCE_DUE = "the quarter of the fact, from the day that something is due; the calendar moves it as well"
    QUARTER_SO_FAR = "every quarter up to today that the fact reaches into; the calendar moves it as well"
    TODAY = "this quarter, as things stand today; earlier quarters stay as they were recorded"


class Polarity(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"


class Split(StrEnum):
    """By what the parts of a figure can be told apart."""

    GRADE = "grade"
    """Bands of the doctor's grade, as ``reporting.grade_bands`` has them."""
    HOURS = "hours"
    """Full time, or less than full time."""
    SITE = "site"
    SPECIALTY = "specialty"


POST = (Split.GRADE, Split.HOURS, Split.SITE)
"""What is known of whoever is in post."""


class Measure(StrEnum):
    """What a figure says of the things counted."""

    SHARE = "share"
    """How many of them are in the numerator."""
    PER_HUNDRED = "per_hundred"
    """How much of something they have together, for each hundred of them."""
    MEDIAN = "median"
    """How much of it the middle one of them has."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """Days that something may take: a dated rule of reporting, and the facts from which they run.

    Where those facts say by when it is due, that day counts, and the rule for what was said before they did.
    """

    rule: str
    """``c_d3_issue_days`` is the rule ``reporting.c_d3_issue_days``, and ``:c_d3_issue_days`` in the question."""
    since: Sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One measure of things counted. Its question to the facts has its code, in ``store.questions``."""

    code: str
    criterion: CriterionCode | None
    """Which promise it tells of; None: a rule beside the 27."""
    denominator: str
    """In words that go before ``, and`` and the numerator."""
    numerator: str
    counted: Sources
    """What brings a thing into the denominator, or takes it out."""
    kept: Sources
    """What brings it into the numerator: these are the evidence."""
    undone: Sources = ()
    """What only takes it out of the numerator again."""
    deadline: Deadline | None = None
    period: Period = Period.QUARTER
    polarity: Polarity = Polarity.HIGHER
    measure: Measure = Measure.SHARE
    unit: str = ""
    """What a measure that is no share counts: hours, days."""
    owner: Role
    """The role that can move it."""
    offices: frozenset[Role] = frozenset()
    """Of appointments and vacancies, the roles that it asks for; facts about others do not move it."""
    told_by: tuple[Split, ...] = ()
    """What each thing has that tells it apart: its question finds a column of that name."""
    repeats: bool = False
    """Whether its question finds a thing more than once; counting the distinct is slow, so only where it does."""

    @property
    def meaning(self) -> str:
        return f"{self.denominator}, and {self.numerator}"

    @property
    def sources(self) -> frozenset[type[Event]]:
        return frozenset((*self.counted, *self.kept, *self.undone))

    @property
    def target(self) -> str:
        """The dated rule that holds the value to reach, or not to pass: a product default, a region's to set."""
        return f"reporting.{self.code.lower().replace('-', '_')}_target"
