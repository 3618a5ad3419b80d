"""What travels in a benchmark: a real event of about 600 bytes, of 7,919 doctors, numbered as its owner would."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from chassis.cloudevents import headers_of
from chassis.ids import uuid7
from chassis.trace_context import unsampled_traceparent
from contracts import Event, Stamp
from contracts.leave import LeavePlacementAffected

DOCTORS = 7_919
"""Prime, so that neighbours in the log differ in key and partition."""

TOGETHER = 500
"""What one unit of work says, and so what has one time."""
_FIRST = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


class Record(NamedTuple):
    """Bytes as they go over the wire, with the stamp they were made from."""

    key: bytes
    value: bytes
    headers: list[tuple[str, bytes]]
    stamp: Stamp


def doctor(number: int) -> UUID:
    return UUID(int=(0x5EED << 112) | (0x7 << 76) | (0x2 << 62) | (number % DOCTORS) * 0x9E3779B97F4A7C15 % (1 << 62))


def event(number: int) -> LeavePlacementAffected:
    """About the one leave of doctor ``number``; no two have the same bytes."""
    who = doctor(number)
    return LeavePlacementAffected(
        leave_id=who,
        doctor_id=who,
        trust="R0A",
        leave_type="study",
        leadership=True,
        first_day=date(2027, 3, 1),
        last_day=date(2027, 3, 5),
        placement_id=who,
        fields=("host", "start"),
        affected_at=_FIRST + timedelta(microseconds=number),
        approvers=(who, who),
        import_id=who,
    )


def made(many: int, *, sampled_every: int = 0) -> list[Record]:
    """In the order of their numbers. ``sampled_every``: one trace in so many is kept."""
    return list(streamed(many, sampled_every=sampled_every))


def streamed(many: int, *, sampled_every: int = 0) -> Iterator[Record]:
    """The same without keeping them: a million would take gigabytes."""
    versions: Counter[int] = Counter()
    now = datetime.now(UTC)
    for number in range(many):
        if number % TOGETHER == 0:
            now += timedelta(milliseconds=1)
        versions[number % DOCTORS] += 1
        kept = bool(sampled_every) and number % sampled_every == 0
        yield _record(event(number), versions[number % DOCTORS], now, kept=kept)


def _record(what: Event, version: int, now: datetime, *, kept: bool) -> Record:
    event_id, trace = uuid7(now), unsampled_traceparent()
    stamp = Stamp(
        id=event_id,
        type=what.type,
        source="/services/leave",
        subject=what.subject,
        key=what.key,
        sequence=version,
        time=now,
        correlation=event_id,
        causation=None,
        traceparent=f"{trace[:-1]}1" if kept else trace,
    )
    return Record(what.key.encode(), what.write(), headers_of(stamp), stamp)
