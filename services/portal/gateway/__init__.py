"""The outside world as the portal meets it: the issuer, the registry, and the services behind it."""

from services.portal.gateway.crowds import InTurn
from services.portal.gateway.issuer import Client, Issuer, fresh_secret
from services.portal.gateway.registry import Registry
from services.portal.gateway.services import Answer, SaidNo, Services
from services.portal.gateway.upstreams import Upstreams

__all__ = ["Answer", "Client", "InTurn", "Issuer", "Registry", "SaidNo", "Services", "Upstreams", "fresh_secret"]
