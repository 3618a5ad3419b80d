"""What notices about appeals against refused leave say: whose turn it is and by when; the words stay behind sign-in."""

from collections.abc import Mapping

from contracts import Event
from contracts.leave import LeaveAppealAcknowledged, LeaveAppealAnswered, LeaveAppealed, LeaveAppealOverdue
from contracts.vocabulary import AppealOutcome, AppealStage
from contracts.vocabulary.labels import ROLES
from services.notifications.audience import Category
from services.notifications.domain.leave_words import of_leave
from services.notifications.domain.notice import Teller, Words, same
from services.notifications.domain.plain_words import Names, day, moment


def _appeal_to_answer(event: LeaveAppealed, names: Names) -> Words:
    return same(
        "An appeal about a leave decision waits for you",
        f"Appealed by: {names.doctor(event.doctor_id)}",
        f"Refused: {of_leave(event)}",
        f"Where: {names.organisation(event.trust)}",
        f"Acknowledge by: {day(event.acknowledge_by)}",
    )


def _appeal_acknowledged(event: LeaveAppealAcknowledged, _: Names) -> Words:
    return same("Your appeal is being looked at", of_leave(event), f"You are answered by: {day(event.answer_by)}")


_NOT_YET: Mapping[AppealStage, str] = {
    AppealStage.ACKNOWLEDGEMENT: "acknowledged",
    AppealStage.ANSWER: "answered",
}


def _late_appeal_to_answer(event: LeaveAppealOverdue, names: Names) -> Words:
    return same(
        "An appeal about a leave decision is overdue with you",
        f"Appealed by: {names.doctor(event.doctor_id)}",
        f"Refused: {of_leave(event)}",
        f"Where: {names.organisation(event.trust)}",
        f"It was to be {_NOT_YET[event.awaited]} by: {day(event.due_on)}",
    )


def _your_late_appeal(event: LeaveAppealOverdue, _: Names) -> Words:
    stage = _NOT_YET[event.awaited]
    whom = f"It is with: {ROLES[event.answering]}"
    return same(f"Your appeal has not been {stage} in time", of_leave(event), f"Due: {day(event.due_on)}", whom)


def _appeal_answered(event: LeaveAppealAnswered, _: Names) -> Words:
    upheld = event.outcome is AppealOutcome.UPHELD
    found = "Your appeal is upheld: your leave is decided again" if upheld else "Your appeal is dismissed"
    subject = "There is an answer to your appeal"
    return Words(
        subject, found, (of_leave(event), "The request shows the answer."), (of_leave(event), "Sign in to read it.")
    )


def _to_decide_again(event: LeaveAppealAnswered, names: Names) -> Words:
    due = [f"Decide by: {moment(event.waiting.due_at)}"] if event.waiting and event.waiting.due_at else []
    asked = f"Asked by: {names.doctor(event.doctor_id)}"
    return same("A leave request waits to be decided again", asked, of_leave(event), "An appeal was upheld.", *due)


APPEAL_TELLERS: Mapping[tuple[type[Event], Category], Teller] = {
    (LeaveAppealed, Category.APPEAL_TO_ANSWER): _appeal_to_answer,
    (LeaveAppealOverdue, Category.APPEAL_TO_ANSWER): _late_appeal_to_answer,
    (LeaveAppealOverdue, Category.YOUR_LEAVE): _your_late_appeal,
    (LeaveAppealAcknowledged, Category.YOUR_LEAVE): _appeal_acknowledged,
    (LeaveAppealAnswered, Category.YOUR_LEAVE): _appeal_answered,
    (LeaveAppealAnswered, Category.LEAVE_TO_DECIDE): _to_decide_again,
}
