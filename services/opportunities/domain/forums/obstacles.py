"""What can stand in the way of a forum, its meetings, and what it agrees."""

from chassis.errors import Declined


class AlreadyRequested(Declined):
    slug = "forum-already-requested"
    title = "A forum is asked for already"


class AlreadyFounded(Declined):
    slug = "forum-already-founded"
    title = "This trust has its forum"


class AlreadyProposed(Declined):
    slug = "forum-already-proposed"
    title = "This forum is proposed already"


class OthersToAgree(Declined):
    """Guardian and director set it up jointly (R72)."""

    slug = "others-to-agree"
    title = "Who proposes this forum does not agree to it as well"


class NotOfThisForum(Declined):
    """The contract's own forum has members and looks at fines; the leadership forum is everybody's (R72)."""

    status = 422
    slug = "not-of-this-forum"
    title = "This belongs to the residents' forum"


class NotFounded(Declined):
    slug = "forum-not-founded"
    title = "This forum is asked for, and not founded yet"


class HoursNotPossible(Declined):
    status = 422
    slug = "hours-not-possible"
    title = "A meeting cannot take place at these hours"


class MeetingCalledOff(Declined):
    slug = "meeting-called-off"
    title = "This meeting was called off"


class AlreadyMet(Declined):
    slug = "already-met"
    title = "This meeting is recorded"


class NotYetMet(Declined):
    slug = "not-yet-met"
    title = "This meeting has not taken place yet"


class NobodyCame(Declined):
    """Then it did not meet: call it off."""

    status = 422
    slug = "nobody-came"
    title = "A forum without a resident doctor has not met"


class RoleCountedTwice(Declined):
    status = 422
    slug = "role-counted-twice"
    title = "The same role is counted twice"


class NoItemOfItsOwn(Declined):
    """R73."""

    status = 422
    slug = "no-item-of-its-own"
    title = "In a shared meeting the forum needs an agenda item of its own"


class OwnerNotThere(Declined):
    """Nobody would do it."""

    status = 422
    slug = "owner-not-there"
    title = "The named owner holds no appointment at this trust"


class ActionAlreadyClosed(Declined):
    slug = "action-already-closed"
    title = "This action is closed"
