"""A record as it arrives: read defensively, so that nothing in it can stop its neighbours."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol
from uuid import UUID

from chassis.cloudevents import LONGEST, id_of, stamp_of, unreadable_id
from chassis.errors import Unreadable
from contracts import Stamp, Topic


class RawRecord(Protocol):
    """What a Kafka client hands over."""

    @property
    def topic(self) -> str: ...
    @property
    def partition(self) -> int: ...
    @property
    def offset(self) -> int: ...
    @property
    def key(self) -> bytes | None: ...
    @property
    def value(self) -> bytes | None: ...
    @property
    def headers(self) -> Sequence[tuple[str, bytes | None]]: ...


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A raw record that comes from the held table, or from a test."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Sequence[tuple[str, bytes | None]]


class Claim(NamedTuple):
    """A record and the id it names: all that is read of one that came before."""

    raw: RawRecord
    id: UUID


class Arrival(NamedTuple):
    """One record with what could be read of it: its stamp, or what is wrong."""

    raw: RawRecord
    id: UUID
    topic: str
    key: str
    stamp: Stamp | None
    stream: tuple[str, str]
    """Topic and subject; the subject is empty where there is no stamp."""
    wrong: str | None


def claim(raw: RawRecord) -> Claim:
    """Never raises: a record that names no id has that of an unreadable one."""
    return Claim(raw, id_of(raw.headers) or _own_id(raw))


def read(raw: RawRecord) -> Arrival:
    """Never raises: what cannot be read says so in ``wrong``, and has an id of its own, whatever it claims."""
    topic = raw.topic
    try:
        stamp = stamp_of(raw.headers, raw.key)
        if raw.value is None and not is_compacted(topic):
            raise Unreadable("the body is empty")
    except Unreadable as unreadable:
        key = (raw.key or b"")[:LONGEST].decode("utf-8", "replace").replace("\0", "\ufffd")
        return Arrival(raw, _own_id(raw), topic, key, None, (topic, ""), str(unreadable))
    return Arrival(raw, stamp.id, topic, stamp.key, stamp, (topic, stamp.subject), None)


def _own_id(raw: RawRecord) -> UUID:
    return unreadable_id(raw.topic, raw.partition, raw.offset, raw.key, raw.value, raw.headers)


def is_compacted(topic: str) -> bool:
    return topic in _COMPACTED


_COMPACTED = frozenset(topic.value for topic in Topic if topic.family.compacted)


def packed(raw: RawRecord) -> bytes:
    """The whole record as bytes for the held table: key, value and headers, nothing lost."""

    def text(value: bytes | None) -> str | None:
        return None if value is None else base64.b64encode(value).decode()

    return json.dumps(
        {
            "key": text(raw.key),
            "value": text(raw.value),
            "headers": [[name, text(value)] for name, value in raw.headers],
        }
    ).encode()


def unpacked(topic: str, partition: int, offset: int, record: bytes) -> StoredRecord:
    def raw(value: str | None) -> bytes | None:
        return None if value is None else base64.b64decode(value)

    kept = json.loads(record)
    headers = [(name, raw(value)) for name, value in kept["headers"]]
    return StoredRecord(topic, partition, offset, raw(kept["key"]), raw(kept["value"]), headers)
