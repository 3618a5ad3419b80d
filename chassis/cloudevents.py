"""CloudEvents 1.0 in Kafka's binary mode: the headers of a record, written and read on the hot path."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha1
from typing import Any
from uuid import UUID, uuid5

from asyncpg.pgproto import pgproto

from chassis.errors import Unreadable
from contracts import Stamp

Headers = list[tuple[str, bytes]]
_Read = Iterable[tuple[str, bytes | None]]

_UNREADABLE = UUID("9c0e7a0e-55d7-4c4d-9d0a-4f0b6f2f5d11")
_JSON = b"application/json"


LONGEST = 500
"""Bytes of a header or key that we read; longer ones, and NUL, do not fit an index or a text column."""


def source_of(service: str) -> str:
    return f"/services/{service}"


@lru_cache(maxsize=1024)  # what one unit of work says has one time
def time_text(at: datetime) -> str:
    """RFC 3339 in UTC with microseconds."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def headers_of(stamp: Stamp, extensions: str | None = None) -> Headers:
    """All headers of one record; ``extensions`` is a JSON object of further attributes."""
    correlation, trace = str(stamp.correlation).encode(), stamp.traceparent.encode()
    headers: Headers = [
        ("ce_id", str(stamp.id).encode()),  # first, because it is all that is read of a record that came before
        *_same_for_all(stamp.source, stamp.type),
        ("ce_time", time_text(stamp.time).encode()),
        ("ce_subject", stamp.subject.encode()),
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


@lru_cache(maxsize=1024)
def _same_for_all(source: str, type_: str) -> tuple[tuple[str, bytes], ...]:
    return (
        ("ce_specversion", b"1.0"),
        ("content-type", _JSON),
        ("ce_source", source.encode()),
        ("ce_type", type_.encode()),
        ("ce_dataschema", f"/schemas/{type_}".encode()),
    )


def id_of(headers: _Read) -> UUID | None:
    """The id alone, and None where none can be read: enough to ask whether a record came before."""
    for name, value in headers:  # not as a dict, which would cost more than all the rest
        if name == "ce_id":
            try:
                return pgproto.UUID(value.decode())  # type: ignore[no-any-return, union-attr]
            except (ValueError, AttributeError):
                return None
    return None


def stamp_of(headers: _Read, key: bytes | None) -> Stamp:
    """Read the stamp. Raises Unreadable naming the header that is missing or malformed."""
    found: dict[str, Any] = dict(headers)  # a null value fails where it is read, and is named there
    name = "ce_specversion"
    try:
        if found[name] != b"1.0":
            raise Unreadable("ce_specversion is not 1.0")
        if found.get("content-type", _JSON) != _JSON:
            raise Unreadable("header content-type is not application/json")
        name = "ce_id"
        event_id: UUID = pgproto.UUID(found[name].decode())
        name = "ce_correlationid"
        its_own = found[name] == found["ce_id"]  # as of whatever began by itself
        correlation: UUID = event_id if its_own else pgproto.UUID(found[name].decode())
        name = "ce_causationid"
        causation: UUID | None = pgproto.UUID(found[name].decode()) if name in found else None
        name = "ce_sequence"
        sequence = _version(found[name])
        name = "ce_time"
        time = _time(found[name])
        name = "ce_type"
        type_ = _repeated(found[name])
        name = "ce_source"
        source = _repeated(found[name])
        name = "ce_subject"
        subject = _text(found[name])
        name = "key"
        record_key = subject if key == found["ce_subject"] else _text(key)
    except KeyError:
        raise Unreadable(f"header {name} is missing") from None
    except (ValueError, TypeError, AttributeError, OverflowError):
        raise Unreadable(f"header {name} is malformed") from None
    trace = (found.get("traceparent") or b"").decode("ascii", "replace")
    if "\0" in trace:
        trace = ""
    return Stamp(event_id, type_, source, subject, record_key, sequence, time, correlation, causation, trace)


def stamp_in(row: Any, *, source: str) -> Stamp:
    """The stamp that a row keeps in columns named as the outbox's; the source may be its service's or a column's."""
    return Stamp(
        *(row["event_id"], row["type"], source, row["subject"], row["key"], row["sequence"], row["time"]),
        *(row["correlation"], row["causation"], row["traceparent"]),
    )


def unreadable_id(
    topic: str, partition: int, offset: int, key: bytes | None, value: bytes | None, headers: _Read
) -> UUID:
    """The id of a record whose own cannot be read: the same each time it is read, and no other record's.

    Its place alone would not do: after a failover, or in a topic made anew, another record has it.
    """
    content = repr((key, value, list(headers))).encode()
    digest = sha1(content, usedforsecurity=False).hexdigest()
    return uuid5(_UNREADABLE, f"{topic}/{partition}/{offset}/{digest}")


def _text(value: bytes | None) -> str:
    if value is None:
        raise TypeError
    if b"\0" in value or len(value) > LONGEST:
        raise ValueError
    return value.decode()


_repeated = lru_cache(maxsize=1024)(_text)
"""Types and sources: the same few for ever."""


@lru_cache(maxsize=1024)  # what one unit of work said has one time
def _time(value: bytes) -> datetime:
    """In UTC. Raises ValueError where there is no offset."""
    time = datetime.fromisoformat(value.decode())
    if time.tzinfo is None:
        raise ValueError
    return time.astimezone(UTC) if time.utcoffset() else time


def _version(digits: bytes) -> int:
    """A stream's versions are 1..n; anything else would look like a duplicate and be passed over."""
    version = int(digits) if digits.isdigit() else 0
    if not 0 < version < 2**63:
        raise ValueError
    return version
