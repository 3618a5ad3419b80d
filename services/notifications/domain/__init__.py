"""What is decided about telling people, and in which words. Pure."""

from services.notifications.domain.deciding import (
    TO_MAIL,
    Call,
    HoldersOn,
    Standing,
    Told,
    Vacant,
    Verdict,
    addressed,
    called,
    decide,
    holders_asked_for,
    notification_id,
    withheld,
)
from services.notifications.domain.delivery import After, MailState, Outcome, Patience, after
from services.notifications.domain.happening import Happening
from services.notifications.domain.letter import Item, Letter, compose
from services.notifications.domain.plain_words import Names, Person
from services.notifications.domain.summary import summarise
from services.notifications.domain.words import Words, mentions, words

__all__ = [
    "TO_MAIL",
    "After",
    "Call",
    "Happening",
    "HoldersOn",
    "Item",
    "Letter",
    "MailState",
    "Names",
    "Outcome",
    "Patience",
    "Person",
    "Standing",
    "Told",
    "Vacant",
    "Verdict",
    "Words",
    "addressed",
    "after",
    "called",
    "compose",
    "decide",
    "holders_asked_for",
    "mentions",
    "notification_id",
    "summarise",
    "withheld",
    "words",
]
