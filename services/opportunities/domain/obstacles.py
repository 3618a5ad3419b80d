"""What can stand in the way of publishing an opportunity, asking for it, answering, and confirming."""

from chassis.errors import Declined, Forbidden


class NotYourTrust(Forbidden):
    """Whoever asks names the trust, so 404 would hide nothing."""

    slug = "not-your-trust"
    title = "You hold no role at this trust that may do this"


class UnknownKind(Declined):
    status = 422
    slug = "unknown-kind"
    title = "The catalogue has no such kind today"


class WrongSetting(Declined):
    status = 422
    slug = "wrong-setting"
    title = "This kind belongs to another setting"


class DaysInWrongOrder(Declined):
    status = 422
    slug = "days-in-wrong-order"
    title = "The last day is before the first day"


class AlreadyOver(Declined):
    status = 422
    slug = "already-over"
    title = "These days are over"


class LeadNotThere(Declined):
    """Nobody would answer those interested."""

    status = 422
    slug = "lead-not-there"
    title = "The named lead holds no appointment at this trust"


class NotCoProduced(Declined):
    """An opportunity is made together with a resident doctor of the trust (O-E1)."""

    status = 422
    slug = "not-co-produced"
    title = "The co-producer is no resident doctor of this trust"


class AlreadyPublished(Declined):
    slug = "already-published"
    title = "This is published, and no draft any more"


class AlreadyDecided(Declined):
    """Who won is told by id alone."""

    slug = "already-decided"
    title = "This suggestion is decided"


class NoLongerOpen(Declined):
    slug = "no-longer-open"
    title = "This opportunity is no longer open"


class AlreadyClosed(Declined):
    slug = "already-closed"
    title = "This opportunity is closed"


class GradeNotEligible(Declined):
    status = 422
    slug = "grade-not-eligible"
    title = "This opportunity is for other grades"


class AlreadyExpressed(Declined):
    slug = "already-expressed"
    title = "You have said before that you are interested"


class AlreadyAnswered(Declined):
    slug = "already-answered"
    title = "This interest is answered"


class NoPlaceLeft(Declined):
    slug = "no-place-left"
    title = "Every place is taken"


class ReasonMissing(Declined):
    status = 422
    slug = "reason-missing"
    title = "Say why no place is offered"


class WrongBasis(Declined):
    """Seats on a negotiating committee or the panel for a guardian are not for a lead to give away."""

    status = 422
    slug = "wrong-basis"
    title = "This is not how one comes to a place of this kind"


class NotThereThen(Declined):
    status = 422
    slug = "not-there-then"
    title = "You did not work there on its last day"


class WhichTrust(Declined):
    status = 422
    slug = "which-trust"
    title = "Say at which of your trusts it was"


class ActivityConfirmed(Declined):
    slug = "activity-confirmed"
    title = "This activity is confirmed, and stands as it is"


class ActivityNotWaiting(Declined):
    slug = "activity-not-waiting"
    title = "This activity does not wait for its lead"


class NotTakingPart(Declined):
    slug = "not-taking-part"
    title = "You do not wait to take part in this any more"


class AdaptationAnswered(Declined):
    slug = "adaptation-answered"
    title = "This adaptation is answered"


class AlreadyReleased(Declined):
    slug = "already-released"
    title = "This catalogue is public, and stands as it is"


class AskedTooOften(Declined):
    """Each time somebody is written to at once."""

    slug = "asked-too-often"
    title = "This has been asked as often as it may be"


class TooManySearches(Declined):
    slug = "too-many-searches"
    title = "You have saved as many searches as are kept for one person"


class NothingToWithdraw(Declined):
    slug = "nothing-to-withdraw"
    title = "There is nothing to withdraw any more"


class NotOffered(Declined):
    slug = "not-offered"
    title = "No place was offered, so nobody can have taken part"


class DidNotTakePlace(Declined):
    """A certificate must not rest on it."""

    slug = "did-not-take-place"
    title = "This opportunity was closed because it is not taking place"


class AlreadyConfirmed(Declined):
    slug = "already-confirmed"
    title = "This participation is confirmed"


class AlreadyMissed(Declined):
    slug = "already-missed"
    title = "It is recorded that they did not take part"


class HasNotBegun(Declined):
    slug = "has-not-begun"
    title = "This opportunity has not begun"


class NotThatTime(Declined):
    status = 422
    slug = "not-that-time"
    title = "The opportunity did not take place on these days"


class NotChairable(Declined):
    status = 422
    slug = "not-chairable"
    title = "Residents do not chair this kind"
