"""Freezing: what a mail says, and to which address, is fixed before its first attempt; anew for another address."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from chassis.rules import rule
from chassis.work import UnitOfWork
from contracts.notifications import NotificationWithheld
from contracts.vocabulary import Channel, Decision, WithheldReason
from services.notifications import domain, store
from services.notifications.domain import After, DeliveryState, Names, Outcome, Patience
from services.notifications.gateway import Result
from services.notifications.jobs.ending import write_down
from services.notifications.letters import Stationery


@dataclass(slots=True)
class Written:
    """The mails that are ready, and the faults of those that could not be written."""

    mails: list[store.Mail] = field(default_factory=list)
    faults: list[Exception] = field(default_factory=list)


async def write(
    work: UnitOfWork, mails: Sequence[store.Mail], lease: UUID, stationery: Stationery, patience: Patience
) -> Written:
    """Freeze these. One that cannot be written is tried again like one that cannot be sent, and fails as late."""
    if not mails:
        return Written()
    notices = await store.notices(work, [mail.id for mail in mails])
    contacts = await store.contacts_of(work, {mail.person_id for mail in mails})
    names = await store.names_in(work, [notice.happening for one in notices.values() for notice in one])
    at_most = await rule(work, "notifications.mail_lines", on=work.today)
    written = Written()
    for mail in mails:
        contact = contacts.get(mail.person_id)
        if contact is None or contact.email is None or not contact.standing.confirmed:
            await _withdraw(work, mail, lease)
            continue
        try:
            letter = _letter(mail, notices[mail.id], contact, names, at_most)
            matter = mail.group_key.replace(":", ".") if mail.group_key else notices[mail.id][0].happening.stamp.subject
            frozen = stationery.write(letter, mail_id=mail.id, to=contact.email, matter=matter, at=work.now)
        except Exception as fault:  # whatever it is, it stops nobody else's mail; the worker reports it
            written.faults.append(fault)
            await _put_off(work, mail, lease, patience)
        else:
            written.mails.append(replace(mail, recipient=contact.email, frozen=frozen))
    await store.freeze(work, [(mail.id, mail.recipient or "", mail.frozen or b"") for mail in written.mails])
    return written


def _letter(
    mail: store.Mail, notices: Sequence[store.Notice], contact: store.Contact, names: Names, at_most: int
) -> domain.Letter:
    said = [(notice.category, domain.words(notice.happening.event, notice.category, names)) for notice in notices]
    return domain.compose(said, to=contact.person, group=mail.group_key, at_most=at_most)


async def _put_off(work: UnitOfWork, mail: store.Mail, lease: UUID, patience: Patience) -> None:
    tried = await store.begin_attempt(work, mail, lease)
    if tried is not None:
        because = (await store.happenings(work, [mail.about]))[mail.about].stamp
        await write_down(work, tried, lease, Result(Outcome.NOT_SENT), patience=patience, because=because)


async def _withdraw(work: UnitOfWork, mail: store.Mail, lease: UUID) -> None:
    """Its reader lost their address before it went out: withhold it; a new address brings it back in a summary."""
    then = After(DeliveryState.WITHDRAWN, Decision.WITHHELD)
    reason = WithheldReason.NO_ADDRESS
    events = await store.finish(work, mail, lease, then, unsure=mail.unsure, reply=None, reason=reason)
    causes = await store.happenings(work, [mail.about])
    withheld = NotificationWithheld(
        notification_id=mail.id,
        person_id=mail.person_id,
        channel=Channel.MAIL,
        about=tuple(events or ())[:100],
        told=len(events or ()),
        withheld_at=work.now,
        reason=reason,
    )
    work.say(withheld, because=causes[mail.about].stamp)
