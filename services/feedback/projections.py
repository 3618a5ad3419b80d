"""What of feedback is only what the log says, and can be rebuilt from it: never a word that somebody wrote."""

from chassis.rebuilding import Projection
from services.feedback import handlers
from services.feedback.store import placements

PROJECTIONS = (Projection("placements", tables=[placements], folds=[handlers.follow_placements]),)
