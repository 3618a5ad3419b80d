"""A projection made anew from the log while live traffic flows, with nothing said or sent because of it."""

from chassis.rebuilding.course import AlreadyRebuilding, NotCaughtUp, rebuild
from chassis.rebuilding.log import LogSilent
from chassis.rebuilding.projection import Projection, Rebuilt

__all__ = ["AlreadyRebuilding", "LogSilent", "NotCaughtUp", "Projection", "Rebuilt", "rebuild"]
