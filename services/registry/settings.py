"""What the environment tells the registry."""

from chassis.settings import ServiceSettings


class Settings(ServiceSettings):
    """Nothing of its own."""
