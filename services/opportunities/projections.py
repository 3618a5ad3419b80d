"""What of opportunities is only what the log says, and can be rebuilt from it: never what somebody wrote or said."""

from chassis.rebuilding import Projection
from services.opportunities import handlers
from services.opportunities.store.organisations import deanery_trusts, organisations
from services.opportunities.store.tables import appointments, placements

PROJECTIONS = (
    Projection("placements", tables=[placements], folds=[handlers.follow_placements]),
    Projection("appointments", tables=[appointments], folds=[handlers.follow_appointments]),
    Projection("organisations", tables=[organisations, deanery_trusts], folds=[handlers.follow_organisations]),
)
