"""Participations, and the certificates that were issued for them."""

from collections.abc import Sequence

from chassis.clock import london_date
from chassis.door import Heard, hears
from chassis.work import UnitOfWork
from contracts.opportunities import ParticipationConfirmed
from contracts.recognition import CertificateIssued, CertificateRevoked
from services.reporting import store
from services.reporting.handlers.noting import Rows, Touches


@hears.batch(ParticipationConfirmed)
async def keep_participations(heard: Sequence[Heard], work: UnitOfWork) -> None:
    rows: Rows = {}
    touches = Touches(today=work.today)
    for one in heard:
        event = one.event
        confirmed_on = london_date(event.confirmed_at)
        rows[event.participation_id] = {
            "participation_id": event.participation_id,
            "trust": event.trust,
            "confirmed_on": confirmed_on,
        }
        touches.by(one, trust=event.trust, on=confirmed_on)
    await store.keep_participations(work, rows.values())
    await touches.note(work, heard)


@hears.batch(CertificateIssued, CertificateRevoked)
async def keep_certificates(heard: Sequence[Heard], work: UnitOfWork) -> None:
    issued: Rows = {}
    revoked = {}
    touches = Touches(today=work.today)
    for one in heard:
        event = one.event
        confirmed_on = london_date(event.confirmed_at)
        if isinstance(event, CertificateRevoked):
            revoked[event.certificate_id] = london_date(event.revoked_at)
        else:
            issued[event.certificate_id] = {
                "certificate_id": event.certificate_id,
                "participation_id": event.participation_id,
                "trust": event.trust,
                "confirmed_on": confirmed_on,
                "issued_on": london_date(event.issued_at),
                "revoked_on": None,
            }
        touches.by(one, trust=event.trust, on=confirmed_on)
    await store.keep_certificates(work, issued.values())
    await store.revoke_certificates(work, revoked)
    await touches.note(work, heard)
