"""What may stand in the way of a certificate."""

from chassis.errors import Declined


class AlreadyIssued(Declined):
    slug = "already-issued"
    title = "A certificate of this participation stands already"


class OwnParticipation(Declined):
    slug = "own-participation"
    title = "Nobody certifies what they did themselves"


class IssuerUnknown(Declined):
    slug = "issuer-unknown"
    title = "The name of the trust is not known yet"


class NotPrintable(Declined):
    status = 422
    slug = "not-printable"
    title = "A text holds a character that cannot be printed"


class AlreadyRevoked(Declined):
    slug = "already-revoked"
    title = "This certificate was revoked before"


class NoLongerHolds(Declined):
    status = 410
    slug = "certificate-revoked"
    title = "This certificate was revoked"


class TooMany(Declined):
    status = 429
    slug = "too-many-requests"
    title = "There are too many requests at the moment"
