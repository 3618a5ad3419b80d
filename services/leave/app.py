"""How leave is put together."""

from pathlib import Path

from chassis.jobs import Job
from chassis.service import Service
from services.leave import api, domain, handlers, jobs, policy, store
from services.leave.projections import PROJECTIONS
from services.leave.settings import Settings


def service(settings: Settings) -> Service:
    return Service(
        name="leave",
        settings=settings,
        migrations=Path(__file__).parent / "migrations",
        routers=api.ROUTERS,
        policy=policy.RULES,
        hears=[
            handlers.follow_placements,
            handlers.follow_appointments,
            handlers.follow_organisations,
            handlers.follow_rotas,
        ],
        setters=policy.SETTERS,
        reach=store.reach,
        whose=store.whose_rules_at,
        jobs=[
            Job("chase late steps", jobs.chase, every=60),
            Job("let undecided leave lapse", jobs.let_lapse, every=600),
            Job("look at leave years", jobs.look_at_leave_years, every=3600),
            Job("correct leave years", jobs.correct_leave_years, every=600),
            Job("say private notices", jobs.say_private_notices, every=5),
            Job(domain.time.SAY_OWED, jobs.say_owed_time, every=60),
            Job("count lost time", jobs.count_lost_time, every=3600),
        ],
        projections=PROJECTIONS,
    )
