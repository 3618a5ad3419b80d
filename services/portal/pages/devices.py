"""Notification settings: on which of one's devices Fairlead may ring, and the script that rings there."""

import contextlib
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from fastapi import Response

from chassis.errors import NotFound
from services.portal.gateway.services import SaidNo
from services.portal.pages import shapes
from services.portal.pages.page import HOME, Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting

router = Pages()
PATH = "/settings/notifications"
_SUBSCRIPTIONS = "/api/notifications/push-subscriptions"


@dataclass(frozen=True, kw_only=True)
class NotificationSettings(Page):
    template: ClassVar = "devices.html.jinja"
    title: str = "Notification settings"
    back: Link | None = HOME
    push_key: str | None
    """What a browser must be given before it subscribes; none: this region sends no pushes."""
    devices: tuple[shapes.Device, ...]


@router.get(PATH)
async def notification_settings(visit: Visiting) -> Response:
    return await _settings(visit)


@router.post(PATH)
async def turn_on_push(visit: Visiting) -> Response:
    """What the browser gave out is in the form; the page's script has put it there."""
    keys = {"p256dh": visit.text("p256dh"), "auth": visit.text("auth")}
    try:
        await visit.ask.post(_SUBSCRIPTIONS, {"endpoint": visit.text("endpoint"), "keys": keys}, key=visit.key)
    except SaidNo as refused:
        return await _settings(visit, Fault("turn-on", str(refused)))
    return visit.go(PATH)


@router.post(PATH + "/{device_id:uuid}/remove")
async def remove_device(device_id: UUID, visit: Visiting) -> Response:
    """One that is gone already is what was wanted."""
    with contextlib.suppress(NotFound):
        await visit.ask.delete(f"{_SUBSCRIPTIONS}/{device_id}")
    return visit.go(PATH)


@router.get("/sw.js")
async def service_worker(visit: Visiting) -> Response:
    """At the root, so that it may open any page. Its name never changes, so browsers ask for it anew each time."""
    asset = visit.look.assets.find("sw.js")
    assert asset is not None
    return Response(asset.content, media_type=asset.media_type, headers=dict(visit.look.headers()))


async def _settings(visit: Visit, *faults: Fault) -> Response:
    devices = (await visit.ask.get(shapes.Devices, _SUBSCRIPTIONS)).items
    return visit.show(NotificationSettings(push_key=await _push_key(visit), devices=devices, faults=faults))


async def _push_key(visit: Visit) -> str | None:
    try:
        return (await visit.ask.get(shapes.PushKey, "/api/notifications/push-key")).public_key
    except NotFound:
        return None
