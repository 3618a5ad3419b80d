"""What can stand in the way of a department's calendar (T-D1)."""

from chassis.errors import Declined


class CalendarOver(Declined):
    status = 422
    slug = "calendar-over"
    title = "These days are over"


class CalendarMoved(Declined):
    """When it was first published counts against its first day: other days are another calendar (T-D1)."""

    slug = "calendar-moved"
    title = "A calendar keeps its first day"


class CalendarTooLong(Declined):
    status = 422
    slug = "calendar-too-long"
    title = "A calendar is for a leave year at most"


class NotItsDay(Declined):
    """Nobody is away from a roster on a day that has none, and a calendar speaks of its own days alone."""

    status = 422
    slug = "not-its-day"
    title = "This day is not in the calendar"


class NobodyPlaced(Declined):
    status = 422
    slug = "nobody-placed"
    title = "Nobody is placed there on these days"


class CalendarsOverlap(Declined):
    """A day has one number, or doctors would be told two."""

    slug = "calendars-overlap"
    title = "Another calendar of this department has some of these days"
