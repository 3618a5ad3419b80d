"""How role modelling is put together."""

from pathlib import Path

from chassis.service import Service
from services.role_modelling import api, handlers, policy
from services.role_modelling.projections import PROJECTIONS
from services.role_modelling.settings import Settings


def service(settings: Settings) -> Service:
    return Service(
        name="role_modelling",
        settings=settings,
        migrations=Path(__file__).parent / "migrations",
        routers=[api.router],
        policy=policy.RULES,
        hears=[handlers.follow_placements, handlers.follow_appointments],
        projections=PROJECTIONS,
    )
