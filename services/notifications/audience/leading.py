"""Who is told of a trust's training, its forum and its fellows."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from contracts import Event
from contracts.opportunities import (
    FellowshipAppointed,
    FellowshipEnded,
    FellowshipShareReported,
    ForumActionAgreed,
    ForumActionClosed,
    ForumCalled,
    ForumCalledOff,
    ForumFounded,
    ForumOverdue,
    ForumProposed,
    ForumRequested,
    TrainingAttended,
    TrainingBooked,
    TrainingCancelled,
    TrainingGivenBack,
    TrainingMissed,
    TrainingReleaseAppealAnswered,
    TrainingReleaseAppealed,
    TrainingReleaseRefused,
)
from contracts.vocabulary import ForumKind, Role
from services.notifications.audience.terms import Category, Holders, InOffice, Telling, Urgency


def _trainee(
    event: TrainingReleaseRefused | TrainingReleaseAppealAnswered | TrainingAttended | TrainingMissed,
) -> Iterable[UUID]:
    return (event.doctor_id,)


def _who_had_booked(event: TrainingCancelled) -> Iterable[UUID]:
    """Who appealed against not being released may have booked anew meanwhile."""
    had = dict.fromkeys((*(one.doctor_id for one in event.bookings), *event.appealing))
    return [one for one in had if one != event.cancelled_by]


def _organiser(event: TrainingGivenBack | TrainingReleaseRefused) -> Iterable[InOffice]:
    return (InOffice(event.organiser_id, otherwise=Holders(Role.MEDED_ADMIN, event.trust)),)


def _organiser_besides(event: TrainingCancelled) -> Iterable[UUID]:
    return () if event.organiser_id == event.cancelled_by else (event.organiser_id,)


def _director(event: TrainingReleaseAppealed) -> Iterable[Holders]:
    return (Holders(Role.DME, event.trust),)


def _rota_of_the_trust(
    event: TrainingBooked | TrainingGivenBack | TrainingReleaseAppealAnswered | TrainingCancelled,
) -> Iterable[Holders]:
    """An empty course needed nobody's release."""
    needed = not isinstance(event, TrainingCancelled) or event.bookings
    return (Holders(Role.ROTA_COORDINATOR, event.trust),) if needed else ()


def _who_asked(event: ForumOverdue) -> Iterable[UUID]:
    return (event.requested_by,)


def _who_began(event: ForumFounded) -> Iterable[UUID]:
    """Who asked for it, or proposed it."""
    return [one for one in (event.requested_by, event.proposed_by) if one]


def _who_agrees(event: ForumProposed) -> Iterable[Holders]:
    return (Holders(event.agreeing, event.trust),)


def _who_convenes(event: ForumRequested | ForumActionClosed) -> Iterable[Holders]:
    of_contract = event.kind is ForumKind.RESIDENTS
    roles = (Role.GUARDIAN, Role.DME) if of_contract else (Role.CHAMPION, Role.RDPL)
    return [Holders(role, event.trust) for role in roles]


def _who_answers_for_it(event: ForumOverdue) -> Iterable[Holders]:
    return Holders(Role.CHAMPION, event.trust), Holders(Role.SLRDE, event.trust)


def _invited(event: ForumCalled) -> Iterable[UUID]:
    return [one for one in event.invited if one != event.called_by]


def _no_longer_invited(event: ForumCalledOff) -> Iterable[UUID]:
    return [one for one in event.invited if one != event.called_off_by]


def _who_is_to_do_it(event: ForumActionAgreed) -> Iterable[UUID]:
    return () if event.owner_id == event.agreed_by else (event.owner_id,)


def _fellow(event: FellowshipAppointed | FellowshipEnded) -> Iterable[UUID]:
    return (event.doctor_id,)


def _who_answers_for_their_time(event: FellowshipShareReported) -> Iterable[Holders]:
    """Only where it is less than was stated."""
    return (Holders(Role.SLRDE, event.trust),) if event.percent < event.protected_percent else ()


_YOUR_REGISTER = Telling(_trainee, Category.YOUR_TRAINING, Urgency.NO_MAIL)
_YOUR_COURSE = Telling(_organiser, Category.TRAINING_YOU_RUN, Urgency.NO_MAIL)
_RELEASE = Telling(_rota_of_the_trust, Category.RELEASE_FOR_TRAINING, Urgency.NO_MAIL)
_YOUR_FELLOWSHIP = Telling(_fellow, Category.YOUR_FELLOWSHIP, Urgency.AT_ONCE)

LEADING: Mapping[type[Event], tuple[Telling, ...]] = {
    TrainingBooked: (_RELEASE,),
    TrainingGivenBack: (_YOUR_COURSE, _RELEASE),
    TrainingReleaseAppealed: (Telling(_director, Category.APPEAL_TO_ANSWER, Urgency.AT_ONCE),),
    TrainingReleaseAppealAnswered: (Telling(_trainee, Category.YOUR_TRAINING, Urgency.AT_ONCE), _RELEASE),
    TrainingReleaseRefused: (Telling(_trainee, Category.YOUR_TRAINING, Urgency.AT_ONCE), _YOUR_COURSE),
    TrainingAttended: (_YOUR_REGISTER,),
    TrainingMissed: (_YOUR_REGISTER,),
    TrainingCancelled: (
        Telling(_who_had_booked, Category.YOUR_TRAINING, Urgency.AT_ONCE),
        Telling(_organiser_besides, Category.TRAINING_YOU_RUN, Urgency.AT_ONCE),
        _RELEASE,
    ),
    ForumRequested: (Telling(_who_convenes, Category.FORUM_YOU_CONVENE, Urgency.AT_ONCE),),
    ForumOverdue: (
        Telling(_who_asked, Category.YOUR_FORUM, Urgency.NO_MAIL),
        Telling(_who_answers_for_it, Category.FORUM_YOU_CONVENE, Urgency.AT_ONCE),
    ),
    ForumProposed: (Telling(_who_agrees, Category.FORUM_YOU_CONVENE, Urgency.AT_ONCE),),
    ForumFounded: (Telling(_who_began, Category.YOUR_FORUM, Urgency.AT_ONCE),),
    ForumCalled: (Telling(_invited, Category.YOUR_FORUM, Urgency.NO_MAIL),),
    ForumCalledOff: (Telling(_no_longer_invited, Category.YOUR_FORUM, Urgency.NO_MAIL),),
    ForumActionAgreed: (Telling(_who_is_to_do_it, Category.ACTION_FOR_YOU, Urgency.AT_ONCE),),
    ForumActionClosed: (Telling(_who_convenes, Category.FORUM_YOU_CONVENE, Urgency.NO_MAIL),),
    FellowshipAppointed: (_YOUR_FELLOWSHIP,),
    FellowshipShareReported: (Telling(_who_answers_for_their_time, Category.FELLOWS_TIME, Urgency.AT_ONCE),),
    FellowshipEnded: (_YOUR_FELLOWSHIP,),
}
