"""What can stand in the way of asking for leave or deciding about it."""

from chassis.errors import Declined


class DaysInWrongOrder(Declined):
    status = 422
    slug = "days-in-wrong-order"
    title = "The last day is before the first day"


class StartsTooSoon(Declined):
    """Leave is asked for ahead, never afterwards (R9)."""

    status = 422
    slug = "leave-starts-too-soon"
    title = "Leave starts too soon to be asked for"


class ShortNoticeUnexplained(Declined):
    """Below the notice period a reason is needed; with one the request is allowed (R8)."""

    status = 422
    slug = "short-notice-unexplained"
    title = "Say why this is asked at short notice"


class NoPlacement(Declined):
    """Nobody can decide where no placement covers the days; the owner of the data can put it right (R10)."""

    status = 422
    slug = "no-placement"
    title = "No placement covers these days"


class NobodyDecides(Declined):
    """A practice has no director to fall back on, and nobody says who employs; the data's owner can (R10)."""

    status = 422
    slug = "nobody-decides"
    title = "Nobody is named who decides"


class PurposeOfOtherLeave(Declined):
    """Professional leave is for professional duties and release for the trust's own, and only they (R17, R27)."""

    status = 422
    slug = "purpose-of-other-leave"
    title = "This purpose belongs to another type of leave"


class ProviderMissing(Declined):
    """Only what one is released for is the trust's own."""

    status = 422
    slug = "provider-missing"
    title = "Say who provides it"


class ExamDateMissing(Declined):
    """Private study is granted towards an exam (R22)."""

    status = 422
    slug = "exam-date-missing"
    title = "Say when the exam is"


class DeclarationMissing(Declined):
    """The region has some things agreed before a request is made (R11)."""

    status = 422
    slug = "declaration-missing"
    title = "Say that this is agreed"


class RemoteAbroad(Declined):
    """What is joined from elsewhere takes nobody abroad, nor to an associate dean (R14)."""

    status = 422
    slug = "remote-abroad"
    title = "It is joined remotely, or abroad"


class DaysDoNotFit(Declined):
    status = 422
    slug = "days-do-not-fit"
    title = "The number of days does not fit the days asked for"


class ReasonTooShort(Declined):
    status = 422
    slug = "reason-too-short"
    title = "The explanation is too short"


class NotUsedHere(Declined):
    """A place may use fewer codes than there are (R17, R45)."""

    status = 422
    slug = "not-used-here"
    title = "This is not among what is used here"


class AlreadyDecided(Declined):
    slug = "already-decided"
    title = "This request is decided"


class AlreadyStarted(Declined):
    slug = "leave-started"
    title = "This leave has started"


class NotReturned(Declined):
    slug = "not-returned"
    title = "This request is not with its doctor"


class OfAnotherPlacement(Declined):
    """Others decide there, and this chain goes on (R10)."""

    status = 422
    slug = "of-another-placement"
    title = "These days fall into another placement"


class NotRefused(Declined):
    slug = "not-refused"
    title = "This request is not refused"


class AlternativeTaken(Declined):
    slug = "alternative-taken"
    title = "The alternative was taken"


class AlreadyAppealed(Declined):
    """One appeal against one decision; its answer is final (R19)."""

    slug = "already-appealed"
    title = "There is an appeal against this decision"


class AppealTooLate(Declined):
    slug = "appeal-too-late"
    title = "The time to appeal is over"


class AlternativeDaysDoNotFit(Declined):
    status = 422
    slug = "alternative-days-do-not-fit"
    title = "The days offered instead cannot be taken"


class DoesNotDecide(Declined):
    """Whoever stands in decides about leave there already, so that no other place is let in by it (R89)."""

    status = 422
    slug = "does-not-decide"
    title = "They do not decide about leave here"


class TooLong(Declined):
    """Who is away for longer is followed by somebody (R89)."""

    status = 422
    slug = "delegation-too-long"
    title = "A desk is handed over for some days"


class DaysInLieuDoNotFit(Declined):
    """A day off that leave falls on is made up for by another day (R23)."""

    status = 422
    slug = "days-in-lieu-do-not-fit"
    title = "These days cannot be off instead"


class NoDaysInLieu(Declined):
    """A region may give none (R23)."""

    status = 422
    slug = "no-days-in-lieu"
    title = "No day is given here instead of a day off"


class HoursNotDeclared(Declined):
    """A day in lieu must not break the limits of hours (R23)."""

    status = 422
    slug = "hours-not-declared"
    title = "Say that the limits of your hours are kept"


class ReferenceMissing(Declined):
    """Leave is decided elsewhere here, so what is noted names it there (R29)."""

    status = 422
    slug = "reference-missing"
    title = "Say what the system of record calls it"


class NothingToAdjust(Declined):
    """Where there is no limit, or a trust has not said how much there is, there is no number to change (R4, R27)."""

    slug = "nothing-to-adjust"
    title = "This leave has no number of days"


class ChangesTooLittle(Declined):
    """A doctor is told of days that they have from then on, or have no more: not of days that change nothing."""

    slug = "changes-too-little"
    title = "What is left would not change as it says"


class DaysUsed(Declined):
    """What is taken or agreed stays as it is: no year holds less than that by a decision."""

    slug = "days-used"
    title = "These days are taken or agreed"


class ClaimDatesDoNotFit(Declined):
    status = 422
    slug = "claim-dates-do-not-fit"
    title = "A claim is made, then paid"


class NothingToClaim(Declined):
    """Costs are claimed of leave that is approved (R24)."""

    slug = "nothing-to-claim"
    title = "This leave is not approved"
