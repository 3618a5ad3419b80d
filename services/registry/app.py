"""Puts the registry together."""

from pathlib import Path

from chassis.jobs import Job
from chassis.service import Service
from services.registry import api, jobs, policy, store
from services.registry.settings import Settings


def service(settings: Settings) -> Service:
    return Service(
        name="registry",
        settings=settings,
        migrations=Path(__file__).parent / "migrations",
        routers=api.ROUTERS,
        policy=policy.RULES,
        jobs=[
            Job(name="imports", run=jobs.bring_in, every=2.0),
            Job(name="retention", run=jobs.drop_rejected_cells, every=86_400),
        ],
        due=store.unfinished_imports,
    )
