"""What runs apart from requests: taking uploaded files in; dropping what need not be kept of them; what comes near."""

from services.registry.jobs.coming_near import say_which_lapse
from services.registry.jobs.importing import bring_in
from services.registry.jobs.retention import drop_rehearsed_files, drop_rejected_cells
from services.registry.jobs.vacancies import look_for_successions, look_for_vacancies

__all__ = [
    "bring_in",
    "drop_rehearsed_files",
    "drop_rejected_cells",
    "look_for_successions",
    "look_for_vacancies",
    "say_which_lapse",
]
