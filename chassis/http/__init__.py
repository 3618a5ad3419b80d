"""The HTTP side of a service: one transaction a request, problem details, repeatable commands, honest health."""

from chassis.http.app import HttpParts, create_app
from chassis.http.bodies import READABLE, IsoDate
from chassis.http.etags import Match, etag
from chassis.http.router import ANYONE, ANYONE_SIGNED_IN, Acting, Begun, OutsideTransaction, Policy, Router

__all__ = [
    "ANYONE",
    "ANYONE_SIGNED_IN",
    "READABLE",
    "Acting",
    "Begun",
    "HttpParts",
    "IsoDate",
    "Match",
    "OutsideTransaction",
    "Policy",
    "Router",
    "create_app",
    "etag",
]
