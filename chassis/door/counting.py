"""What a batch came to, as metrics: counted per topic first, because a labelled counter costs more than a record."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from chassis.door.record import Arrival
from chassis.door.sorting import Sorting
from chassis.telemetry import Metrics


def tell(metrics: Metrics, sorting: Sorting, repeated: Mapping[str, int], *, now: datetime) -> None:
    """``repeated``: how many of each topic the inbox knew already."""
    endings: dict[str, Iterable[Arrival]] = {
        "applied": (one.arrival for one in sorting.due),
        "ignored": sorting.ignored,
        "declined": sorting.declined,
        "held": (holding.arrival for holding in sorting.held),
    }
    for ending, arrivals in endings.items():
        for topic, many in Counter(arrival.topic for arrival in arrivals).items():
            metrics.messages_consumed.labels(topic, ending).inc(many)
    for topic, many in (Counter(repeated) + Counter(arrival.topic for arrival in sorting.known_already)).items():
        metrics.inbox_duplicates.labels(topic).inc(many)
    for topic, many in Counter(h.arrival.topic for h in sorting.held if h.reason == "gap").items():
        metrics.stream_gaps.labels(topic).inc(many)
    for topic, oldest in _oldest(sorting).items():
        metrics.event_seconds.labels(topic).observe(max(0.0, (now - oldest).total_seconds()))


def _oldest(sorting: Sorting) -> dict[str, datetime]:
    """Of each topic the event that waited longest: one observation a batch."""
    oldest: dict[str, datetime] = {}
    for one in sorting.due:
        if one.arrival.stamp is not None:
            time = one.arrival.stamp.time
            oldest[one.arrival.topic] = min(time, oldest.get(one.arrival.topic, time))
    return oldest
