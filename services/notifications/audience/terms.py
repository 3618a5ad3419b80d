"""The words of the table: what a notice is about, how urgent it is, whom a row means."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from contracts.vocabulary import Role


class Category(StrEnum):
    """What a notice is about, from its reader's side."""

    YOUR_PLACEMENT = "your_placement"
    TEAM_PLACEMENT = "team_placement"
    YOUR_DISPUTE = "your_dispute"
    DISPUTE_TO_ANSWER = "dispute_to_answer"
    YOUR_DECLARATION = "your_declaration"
    DECLARATION_TO_ANSWER = "declaration_to_answer"
    YOUR_INFORMATION = "your_information"
    INFORMATION_OWED = "information_owed"
    ENQUIRY_TO_ANSWER = "enquiry_to_answer"
    ENQUIRY_ANSWERED = "enquiry_answered"
    COMMITMENT = "commitment"
    VACANCY = "vacancy"
    YOUR_SUCCESSION = "your_succession"
    SUCCESSION = "succession"
    MERGER = "merger"
    SUGGESTION_TO_CONSIDER = "suggestion_to_consider"
    YOUR_SUGGESTION = "your_suggestion"
    DRAFT_TO_CONFIRM = "draft_to_confirm"
    YOUR_DRAFT = "your_draft"
    YOU_LEAD = "you_lead"
    REVIEW_DUE = "review_due"
    INTEREST_TO_ANSWER = "interest_to_answer"
    TEAM_INTEREST_OVERDUE = "team_interest_overdue"
    TEAM_CATALOGUE = "team_catalogue"
    YOUR_PACK = "your_pack"
    YOUR_SEARCH = "your_search"
    YOUR_INTEREST = "your_interest"
    YOUR_PARTICIPATION = "your_participation"
    ACTIVITY_TO_CONFIRM = "activity_to_confirm"
    YOUR_ACTIVITY = "your_activity"
    ADAPTATION_TO_ARRANGE = "adaptation_to_arrange"
    YOUR_ADAPTATION = "your_adaptation"
    YOUR_TRAINING = "your_training"
    TRAINING_YOU_RUN = "training_you_run"
    RELEASE_FOR_TRAINING = "release_for_training"
    YOUR_FORUM = "your_forum"
    FORUM_YOU_CONVENE = "forum_you_convene"
    ACTION_FOR_YOU = "action_for_you"
    YOUR_FELLOWSHIP = "your_fellowship"
    FELLOWS_TIME = "fellows_time"
    YOUR_LEAVE = "your_leave"
    LEAVE_TO_DECIDE = "leave_to_decide"
    LEAVE_YOU_DECIDED = "leave_you_decided"
    YOUR_ENTITLEMENT = "your_entitlement"
    APPEAL_TO_ANSWER = "appeal_to_answer"
    YOUR_LEAVE_TOUCHED = "your_leave_touched"
    TEAM_LEAVE_TOUCHED = "team_leave_touched"
    YOUR_TIME = "your_time"
    TEAM_TIME = "team_time"
    TEAM_CAPACITY = "team_capacity"
    CAPACITY_SHORT = "capacity_short"
    PRIVATE = "private"
    """It says that there is something, and no more."""
    YOUR_FEEDBACK = "your_feedback"
    YOUR_CERTIFICATE = "your_certificate"
    YOUR_SHADOWING = "your_shadowing"
    SHADOWING_YOU_HOST = "shadowing_you_host"


class Urgency(StrEnum):
    """Every notice is an inbox item; this is about its mail and its push."""

    AT_ONCE = "at_once"
    """A mail of its own, and a push to each device that its reader wants one on: it rings."""
    WITH_ITS_IMPORT = "with_its_import"
    """One mail per person and import, a further one for what comes too late; its own where no import caused it."""
    WHILE_ITS_IMPORT_WAITS = "while_its_import_waits"
    """In that same mail; once it has gone the inbox is enough."""
    NO_MAIL = "no_mail"
    """Mail is for decisions about you and changes that concern you now (R87); the inbox is enough for this."""

    @property
    def rings(self) -> bool:
        """Hundreds of changes of one import must not ring hundreds of times, nor what can wait to be looked for."""
        return self is Urgency.AT_ONCE


@dataclass(frozen=True, slots=True)
class Holders:
    """Whoever holds a role at an organisation or programme on the day of the event, deputies included."""

    role: Role
    scope: str


@dataclass(frozen=True, slots=True)
class InOffice:
    """Somebody named, while they hold any role where the others do on the day of the event; else those others."""

    person_id: UUID
    otherwise: Holders


Whom = UUID | Holders | InOffice


@dataclass(frozen=True, slots=True)
class Telling:
    """One row of the table: these people, in these words, this urgently."""

    audience: Callable[[Any], Iterable[Whom]]
    category: Category
    urgency: Urgency
