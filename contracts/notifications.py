"""Facts of telling people: handed over, given up, or withheld with the reason."""

from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from contracts._event import Event, Topic
from contracts.vocabulary import Channel, WithheldReason


class _OfNotification(Event):
    topic: ClassVar[Topic] = Topic.NOTIFICATIONS

    notification_id: UUID
    person_id: UUID
    channel: Channel
    about: tuple[UUID, ...]
    """Ids of the events it tells of, at most 100; ``told`` counts them all."""
    told: int = 1

    @property
    def key(self) -> str:
        return str(self.person_id)

    @property
    def subject(self) -> str:
        return str(self.notification_id)


class NotificationSent(_OfNotification):
    """An outward message was handed to its relay."""

    type: ClassVar[str] = "fairlead.notification.sent.v1"
    sent_at: AwareDatetime
    attempts: int


class NotificationFailed(_OfNotification):
    """It will not be sent: refused for good, or out of attempts."""

    type: ClassVar[str] = "fairlead.notification.failed.v1"
    failed_at: AwareDatetime
    attempts: int


class NotificationWithheld(_OfNotification):
    """It was decided not to send it."""

    type: ClassVar[str] = "fairlead.notification.withheld.v1"
    withheld_at: AwareDatetime
    reason: WithheldReason
