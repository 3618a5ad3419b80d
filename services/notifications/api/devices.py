"""Over HTTP: on which of my devices I want pushes, and the key that their browsers ask for."""

import hashlib
from base64 import urlsafe_b64decode
from binascii import Error as NotBase64
from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from chassis.errors import NotFound
from chassis.http import Begun, Router
from chassis.rules import rule
from services.notifications import store
from services.notifications.domain import Device, NotADevice, TooManyDevices
from services.notifications.gateway import NotAllowed, Pusher, is_point
from services.notifications.store import EndedBecause, Subscription

_AUTH_BYTES = 16
_Encoded = Annotated[str, Field(min_length=1, max_length=200)]


class Keys(BaseModel):
    p256dh: _Encoded
    auth: _Encoded


class NewDevice(BaseModel):
    """As a browser's ``PushSubscription`` writes itself; what else it says of itself is not kept."""

    model_config = ConfigDict(frozen=True)

    endpoint: str = Field(min_length=1, max_length=2_000, repr=False)
    keys: Keys

    def device(self) -> Device:
        """Raises NotADevice."""
        p256dh, auth = _decoded(self.keys.p256dh), _decoded(self.keys.auth)
        if not is_point(p256dh) or len(auth) != _AUTH_BYTES:
            raise NotADevice("Send the keys as the browser gave them: a point on P-256, and a secret of 16 bytes")
        return Device(self.endpoint, p256dh, auth)


class PushKey(BaseModel):
    public_key: str


class Added(BaseModel):
    id: UUID


class DeviceView(BaseModel):
    id: UUID
    service: str
    """The push service's host: what tells one's browsers apart."""
    fingerprint: str
    """SHA-256 of the endpoint, in hexadecimal: by it a browser knows itself, and nobody else knows where it is."""
    added_at: datetime
    last_reached_at: datetime | None

    @classmethod
    def of(cls, one: Subscription) -> Self:
        fingerprint = hashlib.sha256(one.endpoint.encode()).hexdigest()
        return cls(
            id=one.id,
            service=one.service,
            fingerprint=fingerprint,
            added_at=one.created_at,
            last_reached_at=one.last_success_at,
        )


class Devices(BaseModel):
    items: list[DeviceView]


def devices(pusher: Pusher | None) -> APIRouter:
    """The routes of one region; without a key it has no pushes, and nobody subscribes."""
    router = Router(prefix="/api/notifications", tags=["notifications"])

    @router.get("/push-key")
    async def push_key() -> PushKey:
        """What a browser must be given before it subscribes. 404: this region sends no pushes."""
        return PushKey(public_key=_there(pusher).vapid.public_key)

    @router.get("/push-subscriptions")
    async def my_devices(work: Begun) -> Devices:
        return Devices(items=[DeviceView.of(one) for one in await store.subscriptions_of(work, work.actor.person_id)])

    @router.post("/push-subscriptions", status_code=201)
    async def add_device(wanted: NewDevice, work: Begun, response: Response) -> Added:
        """Push to this browser from now on. 200: it is there already. What it had for somebody else ends."""
        ours, mine = _there(pusher), work.actor.person_id
        service = _service(ours, wanted.endpoint)
        device = wanted.device()
        most = await rule(work, "notifications.push_devices", on=work.today)
        here = [one for one in await store.subscriptions_of(work, mine) if one.endpoint != device.endpoint]
        if len(here) >= most:
            raise TooManyDevices
        added, is_new = await store.add_subscription(
            work, mine, device, service=service, server_key=ours.vapid.public_key
        )
        response.status_code = 201 if is_new else 200
        return Added(id=added)

    @router.delete("/push-subscriptions/{device_id}", status_code=204)
    async def remove_device(device_id: UUID, work: Begun) -> None:
        if device_id not in {one.id for one in await store.subscriptions_of(work, work.actor.person_id)}:
            raise NotFound
        await store.end_subscriptions(work, [device_id], EndedBecause.REMOVED)

    return router


def _there(pusher: Pusher | None) -> Pusher:
    if pusher is None:
        raise NotFound("This region sends no pushes")
    return pusher


def _service(pusher: Pusher, endpoint: str) -> str:
    try:
        return pusher.reach.place(endpoint).host
    except NotAllowed as refused:
        raise NotADevice(f"The endpoint is {refused}") from None


def _decoded(text: str) -> bytes:
    """Base64url, with or without its padding."""
    try:
        return urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))
    except (NotBase64, ValueError):
        return b""
