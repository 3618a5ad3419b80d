"""Fellowships, pure: who appoints whom, what a chief registrar's record must say, and what follows (O-D3, R78)."""

from services.opportunities.domain.fellowships.appointing import Appointment, appoint, end, report_share
from services.opportunities.domain.fellowships.chief_registrar import Standard
from services.opportunities.domain.fellowships.fellowship import APPOINTERS, Fellowship, Ruling
from services.opportunities.domain.fellowships.obstacles import AlreadyAppointed

__all__ = [
    "APPOINTERS",
    "AlreadyAppointed",
    "Appointment",
    "Fellowship",
    "Ruling",
    "Standard",
    "appoint",
    "end",
    "report_share",
]
