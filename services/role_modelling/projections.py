"""What of role modelling is only what the log says, and can be rebuilt from it: never a slot, booking or note."""

from chassis.rebuilding import Projection
from services.role_modelling import handlers
from services.role_modelling.store.tables import appointments, placements

PROJECTIONS = (
    Projection("placements", tables=[placements], folds=[handlers.follow_placements]),
    Projection("appointments", tables=[appointments], folds=[handlers.follow_appointments]),
)
