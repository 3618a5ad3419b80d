"""What the environment tells reporting: nothing beyond what it tells every service."""

from chassis.settings import ServiceSettings


class Settings(ServiceSettings):
    pass
