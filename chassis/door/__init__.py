"""The door: every record of every topic comes in through it, once, in order, or is held where all can see it."""

from chassis.door.consumer import Consumer
from chassis.door.entry import Door
from chassis.door.limits import TooManyHeld
from chassis.hearing import Heard, Hearing, hearings_of, hears

__all__ = ["Consumer", "Door", "Heard", "Hearing", "TooManyHeld", "hearings_of", "hears"]
