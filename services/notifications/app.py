"""The notifications service, put together."""

from email.utils import parseaddr
from pathlib import Path

from chassis.jobs import Job
from chassis.service import Service
from chassis.settings import Environment
from chassis.telemetry import Telemetry
from services.notifications import api, handlers, jobs, policy, store
from services.notifications.domain import SEE_TO_WAITING, SEND_MAIL, SEND_PUSHES
from services.notifications.gateway import Pusher, Reach, Relay, RelayAccess, Vapid
from services.notifications.letters import Letterhead, Stationery
from services.notifications.projections import PROJECTIONS
from services.notifications.settings import Settings

__all__ = ["Settings", "service"]


def service(settings: Settings) -> Service:
    telemetry = Telemetry("notifications", otlp=settings.otlp, bulk_per_second=settings.bulk_traces_per_second)
    postman = jobs.Postman(
        _relay(settings),
        _stationery(settings),
        telemetry,
        per_minute=settings.mail_per_domain_per_minute,
        hold=settings.hold_mail,
    )
    pusher = _pusher(settings)
    herald = jobs.Herald(pusher, telemetry, hold=settings.hold_mail)
    return Service(
        name="notifications",
        settings=settings,
        migrations=Path(__file__).parent / "migrations",
        routers=[api.router, api.devices(pusher)],
        policy=policy.RULES,
        hears=[
            handlers.keep_contacts,
            handlers.keep_holders,
            handlers.keep_names,
            handlers.tell_people,
            handlers.close_imports,
        ],
        jobs=[
            Job(SEND_MAIL, postman.send_mail, every=1.0, workers=settings.mail_workers, exclusive=False),
            Job(SEND_PUSHES, herald.send_pushes, every=1.0, workers=settings.push_workers, exclusive=False),
            Job(SEE_TO_WAITING, jobs.see_to_waiting, every=5.0),
        ],
        due=store.due_deliveries,
        projections=PROJECTIONS,
        telemetry=telemetry,
        closing=[pusher.close] if pusher else [],
    )


def _relay(settings: Settings) -> Relay:
    password = settings.smtp_password.get_secret_value() if settings.smtp_password else None
    return Relay(
        RelayAccess(
            host=settings.smtp_host,
            port=settings.smtp_port,
            sender=settings.sender_address,
            tls=settings.smtp_tls,
            user=settings.smtp_user,
            password=password,
        )
    )


def _pusher(settings: Settings) -> Pusher | None:
    """A subscription is its owner's own act, so that push services may be reached from every environment."""
    if settings.vapid_key is None:
        return None
    contact = parseaddr(settings.reply_to or settings.mail_from)[1]
    reach = Reach(settings.push_services, loopback=settings.env is not Environment.PRODUCTION)
    return Pusher(Vapid(settings.vapid_key, f"mailto:{contact}"), reach)


def _stationery(settings: Settings) -> Stationery:
    return Stationery(
        Letterhead(
            mail_from=settings.mail_from,
            sender_name=settings.sender_name,
            sender_address=settings.sender_address,
            reply_to=settings.reply_to,
            portal_url=settings.portal_url,
        )
    )
