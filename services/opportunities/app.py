"""How opportunities is put together."""

from pathlib import Path

from chassis.jobs import Job
from chassis.service import Service
from services.opportunities import api, domain, handlers, jobs, policy, store
from services.opportunities.projections import PROJECTIONS
from services.opportunities.settings import Settings


def service(settings: Settings) -> Service:
    return Service(
        name="opportunities",
        settings=settings,
        migrations=Path(__file__).parent / "migrations",
        routers=api.routers,
        policy=policy.RULES,
        setters=policy.SETTERS,
        reach=store.reach,
        whose=store.whose_rules,
        hears=[handlers.follow_placements, handlers.follow_appointments, handlers.follow_organisations],
        jobs=[
            Job(name="say what is overdue", run=jobs.say_what_is_overdue, every=60.0, exclusive=True),
            Job(name="say what hosts owe", run=jobs.say_what_hosts_owe, every=60.0, exclusive=True),
            Job(name="notice reviews", run=jobs.notice_reviews, every=3600.0, exclusive=True),
            Job(name="note overdue forums", run=jobs.note_overdue_forums, every=3600.0, exclusive=True),
            Job(name="tell of matches", run=jobs.tell_of_matches, every=30.0, exclusive=True),
            Job(name=domain.SEND_PACKS, run=jobs.send_packs, every=300.0, exclusive=True),
        ],
        projections=PROJECTIONS,
        state={"readings": domain.Readings()},
    )
