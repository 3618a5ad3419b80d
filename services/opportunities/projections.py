"""What of opportunities is only what the log says, and can be rebuilt from it: never what somebody wrote or said."""

from chassis.rebuilding import Projection
from services.opportunities import handlers
from services.opportunities.store.tables import appointments, organisations, placements

PROJECTIONS = (
    Projection("placements", tables=[placements], folds=[handlers.follow_placements]),
    Projection("appointments", tables=[appointments], folds=[handlers.follow_appointments]),
    Projection("names", tables=[organisations], folds=[handlers.keep_names]),
)
