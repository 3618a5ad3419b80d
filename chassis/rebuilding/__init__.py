"""A projection made anew from the log while live traffic flows, with nothing said or sent because of it."""

from chassis.rebuilding.course import AlreadyRebuilding, NotCaughtUp, rebuild
from chassis.rebuilding.log import LogIncomplete, LogSilent
from chassis.rebuilding.projection import Projection, Rebuilt

__all__ = ["AlreadyRebuilding", "LogIncomplete", "LogSilent", "NotCaughtUp", "Projection", "Rebuilt", "rebuild"]
