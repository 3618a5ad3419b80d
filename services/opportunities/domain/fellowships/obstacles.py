"""What can stand in the way of a fellowship."""

from chassis.errors import Declined


class AlreadyAppointed(Declined):
    slug = "already-appointed"
    title = "This doctor holds such a post from that day already"


class OwnFellowship(Declined):
    """Nobody acts on their own."""

    status = 422
    slug = "own-fellowship"
    title = "Somebody else has to appoint you"


class HolderNotThere(Declined):
    status = 422
    slug = "holder-not-there"
    title = "The named doctor has no placement at this trust on the first day"


class GradeTooLow(Declined):
    status = 422
    slug = "grade-too-low"
    title = "The doctor's grade on the first day is not one of those that this post is for"


class DaysNotPossible(Declined):
    status = 422
    slug = "days-not-possible"
    title = "A fellowship cannot have these days"


class TooShort(Declined):
    """R78."""

    status = 422
    slug = "too-short"
    title = "A chief registrar is appointed for longer"


class ShareNotAllowed(Declined):
    """R78."""

    status = 422
    slug = "share-not-allowed"
    title = "A chief registrar has another share of protected time"


class NoticeTooShort(Declined):
    """R78."""

    status = 422
    slug = "notice-too-short"
    title = "Leaving the programme for this post needs longer notice"


class AlreadyEnded(Declined):
    slug = "fellowship-ended"
    title = "This fellowship has ended"


class NotBegun(Declined):
    slug = "fellowship-not-begun"
    title = "This fellowship has not begun"
