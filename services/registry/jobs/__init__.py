"""What runs apart from requests: taking uploaded files in, one at a time."""

from services.registry.jobs.importing import bring_in

__all__ = ["bring_in"]
