"""What the environment tells recognition: where whoever was shown a certificate can check it, and how often."""

from pydantic import Field

from chassis.settings import ServiceSettings


class Settings(ServiceSettings):
    portal_url: str
    """Certificates send their readers to ``/verify/CODE`` below it."""
    verifications_per_minute: int = Field(default=1_200, ge=1)
    """What one process answers without sign-in, whoever asks; how often one reader may ask is the portal's to say."""
