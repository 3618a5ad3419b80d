"""CloudEvents 1.0 in Kafka's binary mode: the headers of a record, written and read on the hot path."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID, uuid5

from asyncpg.pgproto import pgproto

from chassis.errors import Unreadable
from contracts import Stamp

Headers = list[tuple[str, bytes]]

_UNREADABLE = UUID("9c0e7a0e-55d7-4c4d-9d0a-4f0b6f2f5d11")
_FIXED: Headers = [("ce_specversion", b"1.0"), ("content-type", b"application/json")]


LONGEST = 500
"""Bytes of a header or key that we read; longer ones, and NUL, do not fit an index or a text column."""


def source_of(service: str) -> str:
    return f"/services/{service}"


def time_text(at: datetime) -> str:
    """RFC 3339 in UTC with microseconds."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def headers_of(stamp: Stamp, extensions: str | None = None) -> Headers:
    """All headers of one record; ``extensions`` is a JSON object of further attributes."""
    correlation, trace = str(stamp.correlation).encode(), stamp.traceparent.encode()
    headers: Headers = [
        *_FIXED,
        ("ce_id", str(stamp.id).encode()),
        ("ce_source", stamp.source.encode()),
        ("ce_type", stamp.type.encode()),
        ("ce_time", time_text(stamp.time).encode()),
        ("ce_subject", stamp.subject.encode()),
        ("ce_dataschema", f"/schemas/{stamp.type}".encode()),
        ("ce_partitionkey", stamp.key.encode()),
        ("ce_sequence", b"%019d" % stamp.sequence),
        ("ce_correlationid", correlation),
        ("ce_traceparent", trace),
        ("traceparent", trace),
        ("correlation_id", correlation),
    ]
    if stamp.causation is not None:
        headers.append(("ce_causationid", str(stamp.causation).encode()))
    if extensions:
        headers.extend((f"ce_{name}", str(value).encode()) for name, value in json.loads(extensions).items())
    return headers


def stamp_of(headers: Iterable[tuple[str, bytes | None]], key: bytes | None) -> Stamp:
    """Read the stamp. Raises Unreadable naming the header that is missing or malformed."""
    found = dict(headers)
    name = "ce_specversion"
    try:
        if found[name] != b"1.0":
            raise Unreadable("ce_specversion is not 1.0")
        name = "ce_id"
        event_id: UUID = pgproto.UUID(_text(found[name]))
        name = "ce_correlationid"
        correlation: UUID = pgproto.UUID(_text(found[name]))
        name = "ce_causationid"
        causation: UUID | None = pgproto.UUID(_text(found[name])) if name in found else None
        name = "ce_sequence"
        sequence = _version(_text(found[name]))
        name = "ce_time"
        time = datetime.fromisoformat(_text(found[name]))
        if time.tzinfo is None:
            raise ValueError
        if time.utcoffset():
            time = time.astimezone(UTC)
        name = "ce_type"
        type_ = _text(found[name])
        name = "ce_source"
        source = _text(found[name])
        name = "ce_subject"
        subject = _text(found[name])
        name = "key"
        record_key = _text(key)
    except KeyError:
        raise Unreadable(f"header {name} is missing") from None
    except (ValueError, UnicodeDecodeError, TypeError, OverflowError):
        raise Unreadable(f"header {name} is malformed") from None
    trace = found.get("traceparent") or b""
    return Stamp(
        id=event_id,
        type=type_,
        source=source,
        subject=subject,
        key=record_key,
        sequence=sequence,
        time=time,
        correlation=correlation,
        causation=causation,
        traceparent=trace.decode("ascii", "replace").replace("\0", ""),
    )


def unreadable_id(topic: str, partition: int, offset: int) -> UUID:
    """The id of a record whose own cannot be read: the same each time it is read."""
    return uuid5(_UNREADABLE, f"{topic}/{partition}/{offset}")


def _text(value: bytes | None) -> str:
    if value is None:
        raise TypeError
    text = value.decode("utf-8")
    if "\0" in text or len(value) > LONGEST:
        raise ValueError
    return text


def _version(digits: str) -> int:
    """A stream's versions are 1..n; anything else would look like a duplicate and be passed over."""
    if not (digits.isascii() and digits.isdecimal() and 0 < int(digits) < 2**63):
        raise ValueError
    return int(digits)
