"""How reporting is put together."""

from pathlib import Path

from chassis.jobs import Job
from chassis.service import Service
from services.reporting import api, handlers, jobs, policy, store
from services.reporting.projections import PROJECTIONS
from services.reporting.settings import Settings

__all__ = ["Settings", "service"]


def service(settings: Settings) -> Service:
    return Service(
        name="reporting",
        settings=settings,
        migrations=Path(__file__).parent / "migrations",
        routers=[api.router],
        policy=policy.RULES,
        setters=policy.SETTERS,
        reach=store.reach,
        whose=store.whose_rules_today,
        hears=handlers.ALL,
        jobs=[
            Job(name="record movements", run=jobs.record_movements, every=1.0, exclusive=True),
            Job(name="record the day", run=jobs.record_the_day, every=3600.0, exclusive=True),
            Job(name="say what was not so", run=jobs.say_what_was_not_so, every=3600.0, exclusive=True),
        ],
        journal=True,
        projections=PROJECTIONS,
        due=store.touched_waiting,
    )
