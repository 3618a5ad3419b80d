"""What reporting does about what it hears: keep the fact, and note which figures it may have moved."""

from services.reporting.handlers.appointments import keep_appointments
from services.reporting.handlers.catalogues import keep_catalogues
from services.reporting.handlers.certificates import keep_certificates, keep_participations
from services.reporting.handlers.commitments import keep_commitments
from services.reporting.handlers.feedback import keep_feedback
from services.reporting.handlers.fellowships import keep_fellowships
from services.reporting.handlers.forums import keep_forums
from services.reporting.handlers.information import keep_information
from services.reporting.handlers.interests import keep_interests
from services.reporting.handlers.leave import (
    keep_capacities,
    keep_leave_appeals,
    keep_leave_asked,
    keep_leave_decisions,
    keep_leave_years,
)
from services.reporting.handlers.opportunities import keep_opportunities
from services.reporting.handlers.organisations import keep_organisations
from services.reporting.handlers.packs import keep_packs
from services.reporting.handlers.placements import keep_placements
from services.reporting.handlers.protected_time import keep_lost_time, keep_self_development
from services.reporting.handlers.shadowing import keep_shadowing
from services.reporting.handlers.training import keep_training
from services.reporting.handlers.vacancies import keep_vacancies

ALL = (
    keep_leave_appeals,
    keep_placements,
    keep_opportunities,
    keep_catalogues,
    keep_interests,
    keep_packs,
    keep_training,
    keep_forums,
    keep_fellowships,
    keep_leave_decisions,
    keep_leave_asked,
    keep_leave_years,
    keep_capacities,
    keep_lost_time,
    keep_self_development,
    keep_feedback,
    keep_participations,
    keep_certificates,
    keep_shadowing,
    keep_appointments,
    keep_commitments,
    keep_vacancies,
    keep_information,
    keep_organisations,
)
