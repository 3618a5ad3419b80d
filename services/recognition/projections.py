"""What of recognition is only what the log says, and can be rebuilt from it: never a certificate."""

from chassis.rebuilding import Projection
from services.recognition import handlers
from services.recognition.store.tables import organisations, records

PROJECTIONS = (
    Projection("records", tables=[records], folds=[handlers.keep_records]),
    Projection("names", tables=[organisations], folds=[handlers.keep_names]),
)
