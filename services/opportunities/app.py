"""How opportunities is put together."""

from pathlib import Path

from chassis.service import Service
from services.opportunities import api, handlers, policy
from services.opportunities.projections import PROJECTIONS
from services.opportunities.settings import Settings


def service(settings: Settings) -> Service:
    return Service(
        name="opportunities",
        settings=settings,
        migrations=Path(__file__).parent / "migrations",
        routers=[api.router],
        policy=policy.RULES,
        hears=[handlers.follow_placements, handlers.follow_appointments],
        projections=PROJECTIONS,
    )
