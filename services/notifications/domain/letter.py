"""One mail's words: a single notice as it is, several under one heading."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.notifications.audience import Category
from services.notifications.domain.notice import Words
from services.notifications.domain.plain_words import Person, count

_OF_DOCTORS = {
    Category.YOUR_PLACEMENT,
    Category.YOUR_DISPUTE,
    Category.YOUR_DECLARATION,
    Category.YOUR_INFORMATION,
    Category.ENQUIRY_TO_ANSWER,
    Category.YOUR_SUCCESSION,
    Category.YOUR_SUGGESTION,
    Category.DRAFT_TO_CONFIRM,
    Category.YOUR_PACK,
    Category.YOUR_SEARCH,
    Category.YOUR_INTEREST,
    Category.YOUR_PARTICIPATION,
    Category.YOUR_ACTIVITY,
    Category.YOUR_ADAPTATION,
    Category.YOUR_TRAINING,
    Category.YOUR_FORUM,
    Category.YOUR_FELLOWSHIP,
    Category.YOUR_LEAVE,
    Category.YOUR_ENTITLEMENT,
    Category.YOUR_LEAVE_TOUCHED,
    Category.YOUR_TIME,
    Category.YOUR_FEEDBACK,
    Category.YOUR_CERTIFICATE,
    Category.YOUR_SHADOWING,
}

_ABOUT = {
    Category.YOUR_PLACEMENT: "your placement",
    Category.TEAM_PLACEMENT: "a placement at your organisation",
    Category.YOUR_DISPUTE: "what you said about your placement",
    Category.DISPUTE_TO_ANSWER: "a placement at your organisation that its doctor says is wrong",
    Category.YOUR_DECLARATION: "the placement that you declared",
    Category.DECLARATION_TO_ANSWER: "a placement that its doctor declared, for you to confirm",
    Category.YOUR_INFORMATION: "the work schedule or rota of your placement",
    Category.INFORMATION_OWED: "a work schedule or rota that you owe a doctor",
    Category.ENQUIRY_TO_ANSWER: "information that your employer asks you for",
    Category.ENQUIRY_ANSWERED: "what you asked a doctor, who has answered",
    Category.COMMITMENT: "the leadership commitment of an organisation",
    Category.VACANCY: "a role that nobody holds",
    Category.YOUR_SUCCESSION: "your time as resident doctor peer lead",
    Category.SUCCESSION: "the resident doctor peer lead of your organisation",
    Category.MERGER: "an organisation that is merged into yours",
    Category.SUGGESTION_TO_CONSIDER: "an opportunity that a resident suggests",
    Category.YOUR_SUGGESTION: "an opportunity that you suggested",
    Category.DRAFT_TO_CONFIRM: "an opportunity that you helped to make",
    Category.YOUR_DRAFT: "an opportunity that you drafted or helped to make",
    Category.YOU_LEAD: "an opportunity that you lead",
    Category.REVIEW_DUE: "an opportunity that is to be looked at again",
    Category.INTEREST_TO_ANSWER: "somebody's interest in an opportunity that you lead or look after",
    Category.TEAM_INTEREST_OVERDUE: "somebody's interest that has gone unanswered at your organisation",
    Category.TEAM_CATALOGUE: "what your organisation offers to those who choose a programme",
    Category.YOUR_PACK: "what you can lead, chair, watch or learn where you work",
    Category.YOUR_SEARCH: "what you asked to be shown when it is published",
    Category.YOUR_INTEREST: "your interest in an opportunity",
    Category.YOUR_PARTICIPATION: "an opportunity in which you took part",
    Category.ACTIVITY_TO_CONFIRM: "what a doctor did and says you can confirm",
    Category.YOUR_ACTIVITY: "what you recorded that you did",
    Category.ADAPTATION_TO_ARRANGE: "something that you are asked for in confidence",
    Category.YOUR_ADAPTATION: "something that you asked for in confidence",
    Category.YOUR_TRAINING: "a course that you booked",
    Category.TRAINING_YOU_RUN: "a course that you run",
    Category.RELEASE_FOR_TRAINING: "a doctor's release from duty for a course",
    Category.YOUR_FORUM: "your trust's leadership forum",
    Category.FORUM_YOU_CONVENE: "the leadership forum that you convene or answer for",
    Category.ACTION_FOR_YOU: "something that your trust's leadership forum asks of you",
    Category.YOUR_FELLOWSHIP: "your fellowship",
    Category.FELLOWS_TIME: "a fellow's protected time at your trust",
    Category.YOUR_LEAVE: "your leave request",
    Category.LEAVE_TO_DECIDE: "a leave request that you can decide",
    Category.YOUR_ENTITLEMENT: "your study leave",
    Category.LEAVE_YOU_DECIDED: "a leave request that you have decided",
    Category.APPEAL_TO_ANSWER: "an appeal about leave or release that you can answer",
    Category.YOUR_LEAVE_TOUCHED: "your leave",
    Category.TEAM_LEAVE_TOUCHED: "a leave request that you decide on, or have decided",
    Category.YOUR_TIME: "your self-development time",
    Category.TEAM_TIME: "the self-development time of a doctor whose rota you plan",
    Category.TEAM_CAPACITY: "how many may be away from a department whose rota you plan",
    Category.CAPACITY_SHORT: "study leave that a department of your trust cannot hold",
    Category.PRIVATE: "something that only you can read",
    Category.YOUR_FEEDBACK: "the feedback you have been given",
    Category.YOUR_CERTIFICATE: "your certificate",
    Category.YOUR_SHADOWING: "your shadowing",
    Category.SHADOWING_YOU_HOST: "shadowing that you host",
}


@dataclass(frozen=True, slots=True)
class Item:
    title: str | None
    """None where the letter's subject says it already."""
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    greeting: str
    opening: str
    items: tuple[Item, ...]
    more: int = 0
    """How many further notices are in the inbox only."""


Notice = tuple[Category, Words]


def compose(notices: Sequence[Notice], *, to: Person, group: str | None, at_most: int) -> Letter:
    """Write one mail of one or many notices, at most so many of them in full."""
    greeting = _greeting(to, {category for category, _ in notices})
    subject, opening = _heading(notices, group)
    titles = [None if words.mail_title == subject else words.mail_title for _, words in notices[:at_most]]
    items = tuple(Item(title, words.mail_lines) for title, (_, words) in zip(titles, notices, strict=False))
    return Letter(subject, greeting, opening, items, more=len(notices) - len(items))


def _greeting(to: Person, categories: set[Category]) -> str:
    name = to.as_doctor if categories <= _OF_DOCTORS else to.name
    return f"Dear {name}" if name else "Dear colleague"


def _heading(notices: Sequence[Notice], group: str | None) -> tuple[str, str]:
    if group == "summary":
        many = count(len(notices), "notice")
        return (
            "A summary of your notices so far",
            f"We did not have a confirmed address for you until now. This is what still matters: {many}.",
        )
    if group is not None:
        placements = sum(category is Category.TEAM_PLACEMENT for category, _ in notices)
        leave = sum(category is Category.TEAM_LEAVE_TOUCHED for category, _ in notices)
        parts = [count(placements, "placement change")] if placements else []
        parts += [count(leave, "leave request") + " touched by them"] if leave else []
        return "Placement changes for your organisation", f"One import of placements brought {' and '.join(parts)}."
    category, words = notices[0]
    return words.subject, f"We are writing to you about {_ABOUT[category]}:"
