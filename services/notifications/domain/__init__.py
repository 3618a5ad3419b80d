"""What is decided about telling people, and in which words. Pure."""

from services.notifications.domain.deciding import (
    TO_MAIL,
    TO_PUSH,
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
    offices_asked_for,
    withheld,
)
from services.notifications.domain.delivery import After, DeliveryState, Outcome, Patience, after
from services.notifications.domain.halting import DEEDS, Halt, is_news
from services.notifications.domain.happening import Happening, is_private
from services.notifications.domain.letter import Item, Letter, compose
from services.notifications.domain.matter import Matter, matter
from services.notifications.domain.notice import Words
from services.notifications.domain.pacing import Pace, let_go, minute_of
from services.notifications.domain.plain_words import Names, Person
from services.notifications.domain.pushing import Device, NotADevice, PushState, TooManyDevices, overall, topic
from services.notifications.domain.summary import summarise
from services.notifications.domain.words import mentions, words

SEND_MAIL = "send mail"
SEND_PUSHES = "send pushes"
SEE_TO_WAITING = "see to waiting"
"""Names of jobs, for whoever wakes them."""

__all__ = [
    "DEEDS",
    "SEE_TO_WAITING",
    "SEND_MAIL",
    "SEND_PUSHES",
    "TO_MAIL",
    "TO_PUSH",
    "After",
    "Call",
    "DeliveryState",
    "Device",
    "Halt",
    "Happening",
    "HoldersOn",
    "Item",
    "Letter",
    "Matter",
    "Names",
    "NotADevice",
    "Outcome",
    "Pace",
    "Patience",
    "Person",
    "PushState",
    "Standing",
    "Told",
    "TooManyDevices",
    "Vacant",
    "Verdict",
    "Words",
    "addressed",
    "after",
    "called",
    "compose",
    "decide",
    "holders_asked_for",
    "is_news",
    "is_private",
    "let_go",
    "matter",
    "mentions",
    "minute_of",
    "notification_id",
    "offices_asked_for",
    "overall",
    "summarise",
    "topic",
    "withheld",
    "words",
]
