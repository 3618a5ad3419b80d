"""What every answer of a service is read as."""

from pydantic import BaseModel, ConfigDict


class Read(BaseModel):
    """What pages do not show may be there too."""

    model_config = ConfigDict(frozen=True, extra="ignore")
