"""What the environment tells the registry."""

from pydantic import Field

from chassis.settings import ServiceSettings


class Settings(ServiceSettings):
    import_rows: int = Field(default=250_000, ge=1)
    """Most rows of one file."""
    import_memory_mb: int = Field(default=1_500, ge=200)
    """Most memory that reading one file may take, in a process of its own."""
    import_seconds: int = Field(default=60, ge=1)
    """Most seconds of a processor that reading one file may take."""
