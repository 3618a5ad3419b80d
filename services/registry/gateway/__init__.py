"""The outside world of the registry: spreadsheets that come in, and the one that goes back to be corrected."""

from services.registry.gateway.corrections import corrections
from services.registry.gateway.reading import Limits, read_sheet
from services.registry.gateway.sheets import CannotRead

__all__ = ["CannotRead", "Limits", "corrections", "read_sheet"]
