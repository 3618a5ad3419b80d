"""Recognition over HTTP: load, decide, print, keep, say."""

from chassis.http import Router
from services.recognition.api import certificates, records, verifications
from services.recognition.domain import Pace
from services.recognition.gateway import Press

__all__ = ["routers"]


def routers(press: Press, pace: Pace) -> list[Router]:
    """The routes of one service, which works with this press, and keeps those who do not sign in to this pace."""
    return [records.router, certificates.router(press), verifications.router(pace)]
