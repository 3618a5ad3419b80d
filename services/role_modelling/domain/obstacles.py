"""What can stand in the way of shadowing."""

from chassis.errors import Declined, Forbidden


class NotYourTrust(Forbidden):
    slug = "not-your-trust"
    title = "You hold no role at this trust that may do this"


class HoursNotPossible(Declined):
    status = 422
    slug = "hours-not-possible"
    title = "Shadowing cannot take place at these hours"


class TooManyPlaces(Declined):
    status = 422
    slug = "too-many-places"
    title = "There are more places than can be offered"


class SlotCancelled(Declined):
    slug = "slot-cancelled"
    title = "This shadowing is cancelled"


class AlreadyBegun(Declined):
    slug = "shadowing-begun"
    title = "This shadowing has begun"


class HostGone(Declined):
    """Who offered it does not work there any more on that day."""

    slug = "host-gone"
    title = "The host will not be there"


class NoPlaceLeft(Declined):
    slug = "no-place-left"
    title = "Every place is taken"


class AlreadyBooked(Declined):
    slug = "already-booked"
    title = "You have a place already"


class PlaceTakenBack(Declined):
    """What the host's side took back, the doctor cannot take again."""

    slug = "place-taken-back"
    title = "Your place here was taken back"


class NotTheirReason(Declined):
    status = 422
    slug = "not-their-reason"
    title = "This reason is not yours to give"


class BookingEnded(Declined):
    slug = "booking-ended"
    title = "This booking is no longer open"


class AlreadyTookPlace(Declined):
    slug = "already-took-place"
    title = "This shadowing took place"


class NotYetOver(Declined):
    slug = "shadowing-not-over"
    title = "This shadowing is not over yet"


class MinutesNotPossible(Declined):
    status = 422
    slug = "minutes-not-possible"
    title = "These minutes do not fit"


class NothingToLookBackOn(Declined):
    slug = "nothing-to-look-back-on"
    title = "There is nothing to look back on"
