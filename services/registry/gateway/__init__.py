"""The outside world of the registry: spreadsheets that come in, and the one that goes back to be corrected."""

from services.registry.gateway.corrections import corrections
from services.registry.gateway.sheets import CannotRead, read_sheet

__all__ = ["CannotRead", "corrections", "read_sheet"]
