from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.cloudevents import headers_of, stamp_in, stamp_of, unreadable_id
from chassis.door.record import StoredRecord, packed, read, unpacked
from chassis.errors import Unreadable
from contracts import Stamp

STAMP = Stamp(
    id=UUID("01a2027b-d680-7fb5-b17a-6b5f0978169c"),
    type="fairlead.feedback.given.v1",
    source="/services/feedback",
    subject="36722f52-c9d3-48f5-830d-a26f1046332a",
    key="2b3f6683-0f66-4fdc-b830-d5e646ee91ac",
    sequence=7,
    time=datetime(2026, 11, 22, 9, 0, 0, 5, tzinfo=UTC),
    correlation=UUID("01a2027b-d680-7fb5-b17a-6b5f0978169d"),
    causation=None,
    traceparent="00-c0489860af388d0db98a435489f36587-983d0a45a2b1c3d4-01",
)
REQUIRED = ("specversion", "id", "source", "type", "time", "subject", "sequence", "correlationid")
WORDS = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), min_size=1, max_size=100)


def test_the_headers_of_an_event_are_those_of_cloudevents_in_binary_mode() -> None:
    assert headers_of(STAMP, '{"trustcode": "R0A"}') == [
        ("ce_id", b"01a2027b-d680-7fb5-b17a-6b5f0978169c"),
        ("ce_specversion", b"1.0"),
        ("content-type", b"application/json"),
        ("ce_source", b"/services/feedback"),
        ("ce_type", b"fairlead.feedback.given.v1"),
        ("ce_dataschema", b"/schemas/fairlead.feedback.given.v1"),
        ("ce_time", b"2026-11-22T09:00:00.000005Z"),
        ("ce_subject", b"36722f52-c9d3-48f5-830d-a26f1046332a"),
        ("ce_partitionkey", b"2b3f6683-0f66-4fdc-b830-d5e646ee91ac"),
        ("ce_sequence", b"0000000000000000007"),
        ("ce_correlationid", b"01a2027b-d680-7fb5-b17a-6b5f0978169d"),
        ("ce_traceparent", b"00-c0489860af388d0db98a435489f36587-983d0a45a2b1c3d4-01"),
        ("traceparent", b"00-c0489860af388d0db98a435489f36587-983d0a45a2b1c3d4-01"),
        ("correlation_id", b"01a2027b-d680-7fb5-b17a-6b5f0978169d"),
        ("ce_trustcode", b"R0A"),
    ]


@given(
    st.builds(
        Stamp,
        id=st.uuids(),
        type=WORDS,
        source=WORDS,
        subject=WORDS,
        key=WORDS,
        sequence=st.integers(1, 2**63 - 1),
        time=st.datetimes(datetime(1900, 1, 1), datetime(9000, 1, 1), timezones=st.just(UTC)),
        correlation=st.uuids(),
        causation=st.none() | st.uuids(),
        traceparent=st.just(STAMP.traceparent),
    )
)
def test_what_a_stamp_says_is_read_back(stamp: Stamp) -> None:
    assert stamp_of(headers_of(stamp), stamp.key.encode()) == stamp


def test_a_time_of_another_zone_is_the_same_moment() -> None:
    there = STAMP._replace(time=STAMP.time.astimezone(timezone(timedelta(hours=5))))
    assert stamp_of(headers_of(there), b"k").time == STAMP.time


@pytest.mark.parametrize("name", REQUIRED)
def test_a_missing_header_is_named(name: str) -> None:
    headers = [(n, v) for n, v in headers_of(STAMP) if n != f"ce_{name}"]
    with pytest.raises(Unreadable, match=f"^header ce_{name} is missing$"):
        stamp_of(headers, b"k")


@pytest.mark.parametrize("name", [*REQUIRED[1:], "causationid"])
@pytest.mark.parametrize("value", [b"\xff\xfe", None, b"a\0b", b"x" * 501])
def test_a_malformed_header_is_named(name: str, value: bytes | None) -> None:
    headers = [*headers_of(STAMP), (f"ce_{name}", value)]
    with pytest.raises(Unreadable, match=f"^header ce_{name} is malformed$"):
        stamp_of(headers, b"k")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("id", b"not-a-uuid"),
        ("correlationid", b""),
        ("causationid", b"1234"),
        *[("sequence", v) for v in (b"0", b"-1", b"+1", b" 1", b"1_0", b"1.0", b"", b"9" * 20, "٣".encode())],
        *[("time", v) for v in (b"yesterday", b"2026-11-22T09:00:00", b"0001-01-01T00:00:00+14:00", b"")],
    ],
)
def test_a_value_that_is_none_of_its_kind_is_named(name: str, value: bytes) -> None:
    with pytest.raises(Unreadable, match=f"^header ce_{name} is malformed$"):
        stamp_of([*headers_of(STAMP), (f"ce_{name}", value)], b"k")


@pytest.mark.parametrize("version", [b"0.3", b"2.0", b""])
def test_another_version_of_cloudevents_is_refused(version: bytes) -> None:
    with pytest.raises(Unreadable, match=r"^ce_specversion is not 1\.0$"):
        stamp_of([*headers_of(STAMP), ("ce_specversion", version)], b"k")


@pytest.mark.parametrize("key", [None, b"\xff", b"a\0", b"k" * 501])
def test_a_record_without_a_readable_key_is_refused(key: bytes | None) -> None:
    with pytest.raises(Unreadable, match=r"^header key is malformed$"):
        stamp_of(headers_of(STAMP), key)


@given(
    st.none() | st.binary(max_size=600),
    st.none() | st.binary(max_size=50),
    st.lists(
        st.tuples(st.sampled_from([name for name, _ in headers_of(STAMP)]) | WORDS, st.none() | st.binary(max_size=600))
    ),
)
def test_no_record_whatever_makes_reading_raise_and_the_door_can_store_it(key, value, headers) -> None:
    raw = StoredRecord("feedback.v1", 3, 41, key, value, [*headers_of(STAMP), *headers])
    arrival = read(raw)
    assert (arrival.stamp is None) == (arrival.wrong is not None)
    assert "\0" not in arrival.key
    assert len(arrival.key) <= 500
    if arrival.stamp is None:
        assert arrival.id == unreadable_id("feedback.v1", 3, 41, key, value, raw.headers)
        assert arrival.id == read(unpacked("feedback.v1", 3, 41, packed(raw))).id, "another one once it was stored"
    again = unpacked("feedback.v1", 3, 41, packed(raw))
    assert (again.key, again.value) == (key, value)
    assert list(raw.headers) == list(again.headers)


def test_a_stamp_kept_in_a_row_is_the_stamp_that_was_kept() -> None:
    row = {**STAMP._asdict(), "event_id": STAMP.id, "id": 4711, "source": "/a/column/of/another/table"}
    assert stamp_in(row, source=STAMP.source) == STAMP


def test_an_unreadable_record_has_the_same_id_each_time_and_another_than_its_neighbours() -> None:
    places = [("t", 0, 1), ("t", 0, 1), ("t", 0, 2), ("t", 1, 1)]
    ids = {unreadable_id(*place, b"k", value, []) for place in places for value in (b"1", None)}
    assert len(ids) == 6
    assert uuid4() not in ids


def test_a_tombstone_is_legal_on_a_compacted_topic_and_nowhere_else() -> None:
    on_people = StoredRecord("people.v1", 0, 0, b"k", None, headers_of(STAMP))
    assert read(on_people).wrong is None
    assert read(replace(on_people, topic="leave.v1")).wrong == "the body is empty"
