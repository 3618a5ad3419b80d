"""What runs apart from requests: taking uploaded files in, one at a time; dropping what need not be kept of them."""

from services.registry.jobs.importing import bring_in
from services.registry.jobs.retention import drop_rehearsed_files, drop_rejected_cells

__all__ = ["bring_in", "drop_rehearsed_files", "drop_rejected_cells"]
