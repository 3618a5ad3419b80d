"""What became of an attempt, written down and said; of what is private, written down only."""

import random
from typing import Any
from uuid import UUID

from chassis.work import UnitOfWork
from contracts import Stamp
from contracts.notifications import NotificationFailed, NotificationSent
from contracts.vocabulary import Channel
from services.notifications import domain, store
from services.notifications.domain import After, DeliveryState, Outcome, Patience
from services.notifications.gateway import Result


async def write_down(
    work: UnitOfWork, mail: store.Mail, lease: UUID, result: Result, *, patience: Patience, because: Stamp
) -> None:
    """Fenced by the lease: who lost it writes and says nothing."""
    unsure = mail.unsure + (result.outcome is Outcome.UNKNOWN)
    then = domain.after(
        result.outcome,
        attempts=mail.attempts,
        unsure=unsure,
        created=mail.created_at,
        now=work.now,
        patience=patience,
        jitter=random.random(),  # noqa: S311 - spreads retries, keeps no secret
    )
    if (
        then.state is DeliveryState.FAILED
        and mail.recipient
        and await store.has_moved(work, mail.person_id, since=mail.recipient)
    ):
        then = After(DeliveryState.DUE, None, work.now)  # a new address came during the attempt: it is written to that
    events = await store.finish(work, mail, lease, then, unsure=unsure, reply=result.code)
    if not events or domain.is_private(because):
        return
    common: dict[str, Any] = {
        "notification_id": mail.id,
        "person_id": mail.person_id,
        "channel": Channel.MAIL,
        "about": tuple(events[:100]),
        "told": len(events),
        "attempts": mail.attempts,
    }
    if then.state is DeliveryState.SENT:
        work.say(NotificationSent(**common, sent_at=work.now), because=because)
    elif then.state is DeliveryState.FAILED:
        work.say(NotificationFailed(**common, failed_at=work.now), because=because)
