"""What can stand in the way of a course, a seat in it, and its register."""

from chassis.errors import Declined


class SessionsNotPossible(Declined):
    status = 422
    slug = "sessions-not-possible"
    title = "A course cannot take place at these hours"


class TooManySeats(Declined):
    status = 422
    slug = "too-many-seats"
    title = "There are more seats than a course can have"


class OrganiserNotThere(Declined):
    """Nobody would answer for it."""

    status = 422
    slug = "organiser-not-there"
    title = "The named organiser holds no appointment at this trust"


class CourseCancelled(Declined):
    slug = "course-cancelled"
    title = "This course is cancelled"


class CourseBegun(Declined):
    slug = "course-begun"
    title = "This course has begun"


class CourseTookPlace(Declined):
    slug = "course-took-place"
    title = "This course took place"


class AlreadyBooked(Declined):
    slug = "already-booked"
    title = "You have a seat already"


class NoSeatLeft(Declined):
    slug = "no-seat-left"
    title = "Every seat is taken"


class SeatGone(Declined):
    slug = "seat-gone"
    title = "This booking holds no seat any more"


class ReleasedOnAppeal(Declined):
    """The director's answer is final (R17)."""

    slug = "released-on-appeal"
    title = "The director of medical education released this doctor"


class ReleaseNotRefused(Declined):
    slug = "release-not-refused"
    title = "Release for this course is not refused"


class AppealedBefore(Declined):
    slug = "appealed-before"
    title = "You have appealed before"


class NobodyElseJudges(Declined):
    """Nobody answers about their own refusal."""

    slug = "nobody-else-judges"
    title = "Only who refused your release could answer"


class AppealAnswered(Declined):
    slug = "appeal-answered"
    title = "This appeal is answered"


class AlreadyRecorded(Declined):
    slug = "already-recorded"
    title = "The register has this booking"


class NoReasonOfDuty(Declined):
    """Release is about duty alone: whether the doctor should learn this is not for the rota to say (R17).

    Of the reasons of duty a region may use fewer than there are.
    """

    status = 422
    slug = "no-reason-of-duty"
    title = "This is no reason not to release somebody from duty"


class TooFewWords(Declined):
    status = 422
    slug = "too-few-words"
    title = "Say more: the doctor has to understand why"


class JudgesTheirAppeal(Declined):
    """Whoever refuses a doctor does not judge their appeal, which might be left with nobody."""

    slug = "judges-their-appeal"
    title = "This doctor's appeal about the course waits for you"


class NotBegun(Declined):
    slug = "course-not-begun"
    title = "This course has not begun"


class NotInTheRegister(Declined):
    status = 422
    slug = "not-in-the-register"
    title = "The register has no such booking"


class MarkedTwice(Declined):
    status = 422
    slug = "marked-twice"
    title = "The same booking is marked twice"


class OwnAttendance(Declined):
    """Nobody acts on their own."""

    status = 422
    slug = "own-attendance"
    title = "Somebody else records whether you came"


class MinutesNotPossible(Declined):
    status = 422
    slug = "minutes-not-possible"
    title = "These minutes do not fit"
