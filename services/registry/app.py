"""Puts the registry together."""

from functools import partial
from pathlib import Path

from chassis.jobs import Job
from chassis.service import Service
from services.registry import api, jobs, policy, store
from services.registry.gateway import Limits
from services.registry.settings import Settings


def service(settings: Settings) -> Service:
    limits = Limits(settings.import_rows, settings.import_memory_mb, settings.import_seconds)
    return Service(
        name="registry",
        settings=settings,
        migrations=Path(__file__).parent / "migrations",
        routers=api.ROUTERS,
        policy=policy.RULES,
        setters=policy.SETTERS,
        reach=store.reach,
        whose=store.whose_rules,
        jobs=[
            Job(name="imports", run=partial(jobs.bring_in, limits=limits), every=2.0),
            Job(name="rehearsals", run=jobs.drop_rehearsed_files, every=3_600),
            Job(name="retention", run=jobs.drop_rejected_cells, every=86_400),
            Job(name="reviews", run=jobs.say_which_lapse, every=3_600),
            Job(name="vacancies", run=jobs.look_for_vacancies, every=3_600),
            Job(name="successions", run=jobs.look_for_successions, every=3_600),
        ],
        due=store.unfinished_imports,
    )
