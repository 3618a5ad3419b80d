"""How recognition is put together."""

from pathlib import Path

from chassis.service import Service
from services.recognition import api, handlers, policy
from services.recognition.domain import Pace
from services.recognition.gateway import Press
from services.recognition.projections import PROJECTIONS
from services.recognition.settings import Settings


def service(settings: Settings) -> Service:
    press, pace = Press(settings.portal_url), Pace(settings.verifications_per_minute)
    return Service(
        name="recognition",
        settings=settings,
        migrations=Path(__file__).parent / "migrations",
        routers=api.routers(press, pace),
        policy=policy.RULES,
        hears=[handlers.keep_records, handlers.keep_names],
        projections=PROJECTIONS,
    )
