"""The notifications service, put together."""

from pathlib import Path

from chassis.jobs import Job
from chassis.service import Service
from chassis.telemetry import Telemetry
from services.notifications import api, handlers, jobs, policy, store
from services.notifications.gateway import Relay
from services.notifications.letters import Stationery
from services.notifications.settings import Settings
from services.notifications.telling import SEND_MAIL

__all__ = ["Settings", "service"]


def service(settings: Settings) -> Service:
    telemetry = Telemetry("notifications", otlp=settings.otlp, bulk_per_second=settings.bulk_traces_per_second)
    postman = jobs.Postman(Relay(settings), Stationery(settings), telemetry.tracer, hold=settings.hold_mail)
    return Service(
        name="notifications",
        settings=settings,
        migrations=Path(__file__).parent / "migrations",
        routers=[api.router],
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
            Job("see to waiting", jobs.see_to_waiting, every=5.0),
        ],
        due=store.due_deliveries,
        telemetry=telemetry,
    )
