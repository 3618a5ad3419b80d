"""Devices that want pushes, and how telling somebody stands of whose devices some were reached and some were not."""

from base64 import urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from chassis.errors import Declined
from contracts.vocabulary import Decision, WithheldReason
from services.notifications.domain.deciding import Verdict, withheld
from services.notifications.domain.delivery import DeliveryState


class NotADevice(Declined):
    status = 422
    slug = "not-a-device"
    title = "This is no browser that we can push to"


class TooManyDevices(Declined):
    status = 409
    slug = "too-many-devices"
    title = "You have turned on push on as many devices as you may: remove one first"


@dataclass(frozen=True, slots=True)
class Device:
    """Where and for whom to encrypt: what a browser gives out when its owner says yes."""

    endpoint: str
    p256dh: bytes
    """Its public key, as a point on P-256, uncompressed."""
    auth: bytes
    """Its secret of 16 bytes."""


class PushState(NamedTuple):
    """A push to one device of somebody, and how many of its attempts are of unknown fate."""

    state: DeliveryState
    unsure: int


def overall(pushes: Iterable[PushState], *, unless: WithheldReason = WithheldReason.NO_SUBSCRIPTION) -> Verdict:
    """Of all of one person's devices: sent if one was reached, and failed only if none may have been.

    ``unless`` it went to none: why.
    """
    states = [DeliveryState.UNKNOWN if p.state is not DeliveryState.SENT and p.unsure else p.state for p in pushes]
    if DeliveryState.SENT in states:
        return Verdict(Decision.SENT)
    if DeliveryState.UNKNOWN in states:
        return Verdict(Decision.UNKNOWN)
    if DeliveryState.DUE in states:
        return Verdict(Decision.PENDING)
    return Verdict(Decision.FAILED) if DeliveryState.FAILED in states else withheld(unless)


def topic(notification_id: UUID) -> str:
    """What a copy replaces, at the push service and on the screen: at most 32 characters, and nobody's name."""
    return urlsafe_b64encode(notification_id.bytes).rstrip(b"=").decode()
