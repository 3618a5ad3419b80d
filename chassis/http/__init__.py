"""The HTTP side of a service: one transaction a request, problem details, repeatable commands, honest health."""

from chassis.http.app import HttpParts, create_app
from chassis.http.bodies import ONE_LINE, READABLE, IsoDate, Moment, sized
from chassis.http.etags import Match, etag
from chassis.http.problems import ErrorPage, Problem
from chassis.http.router import ANYONE, ANYONE_SIGNED_IN, Acting, Begun, OutsideTransaction, Policy, Router

__all__ = [
    "ANYONE",
    "ANYONE_SIGNED_IN",
    "ONE_LINE",
    "READABLE",
    "Acting",
    "Begun",
    "ErrorPage",
    "HttpParts",
    "IsoDate",
    "Match",
    "Moment",
    "OutsideTransaction",
    "Policy",
    "Problem",
    "Router",
    "create_app",
    "etag",
    "sized",
]
