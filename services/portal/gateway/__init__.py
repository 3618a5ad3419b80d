"""The other services, as the portal meets them: the registry it asks, and all of them it passes requests on to."""

from services.portal.gateway.registry import Registry
from services.portal.gateway.upstreams import Upstreams

__all__ = ["Registry", "Upstreams"]
