"""How feedback is put together."""

from pathlib import Path

from chassis.service import Service
from services.feedback import api, handlers, policy
from services.feedback.projections import PROJECTIONS
from services.feedback.settings import Settings


def service(settings: Settings) -> Service:
    return Service(
        name="feedback",
        settings=settings,
        migrations=Path(__file__).parent / "migrations",
        routers=[api.router],
        policy=policy.RULES,
        hears=[handlers.follow_placements],
        projections=PROJECTIONS,
    )
