"""Whose turn it is in a rebuild: the versions of a stream one after another, whatever order the log has them in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chassis.door.record import Arrival, is_compacted
from chassis.streams import Stream


@dataclass(frozen=True, slots=True)
class Turns:
    """Lets versions go as far as the live tables have them, and never past one that is missing."""

    live: Mapping[Stream, int]
    folded: dict[Stream, int]
    skipped: Mapping[tuple[str, str, int], int]
    """Of a topic, a key and the last of the versions that were skipped: the first of them."""

    def take(self, arrivals: Sequence[Arrival]) -> tuple[list[Arrival], Sequence[Arrival]]:
        """Those whose turn it is, in order, and those that have to wait; what was folded before is in neither."""
        taken: list[Arrival] = []
        while True:
            waiting, before = [], len(taken)
            for arrival in arrivals:
                assert arrival.stamp is not None
                sequence, last = arrival.stamp.sequence, self.folded.get(arrival.stream, 0)
                if sequence > self.live.get(arrival.stream, 0) or not self._follows(arrival, sequence, last):
                    waiting.append(arrival)
                elif sequence > last:
                    self.folded[arrival.stream] = sequence
                    taken.append(arrival)
            if len(taken) == before:
                return taken, waiting
            arrivals = waiting

    def _follows(self, arrival: Arrival, sequence: int, last: int) -> bool:
        if sequence <= last + 1 or is_compacted(arrival.topic):
            return True
        first_skipped = self.skipped.get((arrival.topic, arrival.key, sequence - 1))
        return first_skipped is not None and first_skipped <= last + 1
