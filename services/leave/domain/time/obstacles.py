"""What can stand in the way of a report of lost time, or of scheduling it."""

from chassis.errors import Declined


class SessionAhead(Declined):
    status = 422
    slug = "session-ahead"
    title = "Time can be reported lost once its day has come"


class ReportedTooLate(Declined):
    """The window is that of the contractual report (R41)."""

    status = 422
    slug = "reported-too-late"
    title = "Lost time can be reported for some weeks"


class ReferenceWithoutReport(Declined):
    status = 422
    slug = "reference-without-report"
    title = "Only an exception report that was raised has a reference"


class NotYourTurn(Declined):
    slug = "not-your-turn"
    title = "This report is not where that can be done"


class AlreadyShared(Declined):
    slug = "already-shared"
    title = "You share this report with them already"


class PlacementOver(Declined):
    slug = "placement-over"
    title = "This placement is over"


class NothingScheduled(Declined):
    slug = "nothing-scheduled"
    title = "There is no time to confirm yet"
