"""Notifications: an item in the doctor's inbox, and an import whose mails can be halted."""

from uuid import uuid4

from services.notifications import store
from services.notifications.domain import Device
from tests.services.authorisation.matrix import EVERYBODY, OPERATOR, Row, World, everywhere
from tests.services.notifications.conftest import VAPID_KEY
from tests.unit.notifications import facts, registry_facts

ROWS = {
    "my_inbox": everywhere(EVERYBODY),
    "how_many_unread": everywhere(EVERYBODY),
    "show_item": Row(own=EVERYBODY),
    "read_item": Row(own=EVERYBODY),
    "why": Row(own=EVERYBODY, same=OPERATOR, other=OPERATOR),
    "push_key": everywhere(EVERYBODY),
    "my_devices": everywhere(EVERYBODY),
    "add_device": everywhere(EVERYBODY),
    "remove_device": Row(own=EVERYBODY),
    "who_was_decided_on": everywhere(OPERATOR),
    "how_many_are_due": everywhere(OPERATOR),
    "mails_of_import": everywhere(OPERATOR),
    "pause_import": everywhere(OPERATOR, json={}),
    "resume_import": everywhere(OPERATOR, json={}),
    "cancel_import": everywhere(OPERATOR, json={}),
}


async def world(drive) -> World:
    mail = {"smtp_host": "127.0.0.1", "smtp_port": 1, "mail_from": "Fairlead <no-reply@fairlead.example>"}
    service = await drive("notifications", **mail, portal_url="http://127.0.0.1:8600", vapid_key=VAPID_KEY)
    [_, stamp] = await service.hears(facts.a_person(), change := registry_facts.a_change(import_id=uuid4()))
    async with service.begin() as work:
        device = Device("https://push.example/1", p256dh=b"4" * 65, auth=b"s" * 16)
        device_id, _ = await store.add_subscription(work, facts.DOCTOR, device, service="push.example", server_key="k")
    ids = {"event_id": stamp.id, "import_id": change.import_id, "device_id": device_id}
    sends = {"why": {"json": {"person_id": str(facts.DOCTOR)}}}
    return World(service, {"doctor": facts.DOCTOR}, ids, sends=sends)
