"""The outside world: the mail relay, and the push services of the browsers."""

from services.notifications.gateway.mail import LONGEST, Relay, RelayAccess, Result, Session
from services.notifications.gateway.push import Answer, Pusher
from services.notifications.gateway.reaching import NotAllowed, Reach
from services.notifications.gateway.sealing import Vapid, is_point, seal

__all__ = [
    "LONGEST",
    "Answer",
    "NotAllowed",
    "Pusher",
    "Reach",
    "Relay",
    "RelayAccess",
    "Result",
    "Session",
    "Vapid",
    "is_point",
    "seal",
]
