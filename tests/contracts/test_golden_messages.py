"""Golden messages: every reader of today understands every message ever published, and more than it says."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from cloudevents.core.bindings.kafka import KafkaMessage, from_binary
from cloudevents.core.formats.json import JSONFormat
from jsonschema import Draft202012Validator, FormatChecker

from chassis.cloudevents import headers_of, stamp_of
from contracts import EVENTS, FAMILIES
from contracts.schema import Released, golden_of, released_of

RELEASED = released_of()
every_revision = pytest.mark.parametrize("released", RELEASED, ids=lambda it: f"{it.type}-{it.revision}")


def wire(golden: Mapping[str, Any]) -> dict[str, bytes]:
    return {name: value.encode() for name, value in golden["headers"].items()}


def says(now: Any, then: Any) -> bool:
    """Whether what was said then is all there; a field that came since, at any level, is no matter."""
    if isinstance(then, Mapping):
        return all(name in now and says(now[name], value) for name, value in then.items())
    return bool(now == then)


@every_revision
def test_a_golden_message_is_still_read_with_the_key_and_subject_it_had(released: Released) -> None:
    event = EVENTS[released.type].read(json.dumps(released.golden["data"]).encode())

    assert (event.key, event.subject) == (released.golden["key"], released.golden["headers"]["ce_subject"])
    assert says(json.loads(event.write()), released.golden["data"])


@every_revision
def test_a_golden_message_keeps_the_schema_it_was_published_with(released: Released) -> None:
    validator = Draft202012Validator(released.schema, format_checker=FormatChecker())
    Draft202012Validator.check_schema(released.schema)

    assert [error.message for error in validator.iter_errors(released.golden["data"])] == []
    assert list(validator.iter_errors({**released.golden["data"], "stranger": 1})) != []


@every_revision
def test_a_field_that_no_reader_knows_is_passed_over_at_every_level(released: Released) -> None:
    event = EVENTS[released.type]
    plain = event.read(json.dumps(released.golden["data"]).encode())
    levels = list(with_strangers(released.golden["data"]))

    assert levels
    for data in levels:
        assert event.read(json.dumps(data).encode()) == plain


@every_revision
def test_a_golden_message_bears_the_headers_that_the_chassis_writes(released: Released) -> None:
    headers = wire(released.golden)
    stamp = stamp_of(headers.items(), released.golden["key"].encode())
    event = EVENTS[released.type].read(json.dumps(released.golden["data"]).encode())

    assert stamp.source == f"/services/{FAMILIES[event.topic].owner}"
    assert sorted(headers_of(stamp, json.dumps(event.extensions))) == sorted(headers.items())


@every_revision
def test_every_attribute_has_a_name_that_cloudevents_allows(released: Released) -> None:
    attributes = [name.removeprefix("ce_") for name in released.golden["headers"] if name.startswith("ce_")]

    assert [name for name in attributes if not re.fullmatch("[a-z0-9]{1,20}", name)] == []


@every_revision
def test_the_cloudevents_sdk_reads_a_golden_message_in_binary_mode(released: Released) -> None:
    key, value = released.golden["key"].encode(), json.dumps(released.golden["data"]).encode()

    event = from_binary(KafkaMessage(headers=wire(released.golden), key=key, value=value), JSONFormat())

    assert event.get_type() == released.type
    assert UUID(event.get_id())
    assert event.get_subject() == released.golden["headers"]["ce_subject"]
    assert isinstance(event.get_time(), datetime)
    assert event.get_datacontenttype() == "application/json"
    assert event.get_extension("sequence") == "0000000000000000003"
    assert event.get_extension("partitionkey") == released.golden["key"]
    assert event.get_data() == released.golden["data"]


@pytest.mark.parametrize("name", EVENTS)
def test_a_golden_message_is_the_same_whenever_it_is_made(name: str) -> None:
    assert golden_of(EVENTS[name]) == golden_of(EVENTS[name])


def test_a_golden_message_shows_every_arm_of_a_union() -> None:
    data = golden_of(EVENTS["fairlead.placement.changed.v1"])["data"]

    shown = {change["field"] for change in data["changes"]}
    assert shown == {"clinical_supervisor", "host", "start", "grade", "post", "type", "wte"}


def with_strangers(data: Any) -> Iterator[Any]:
    """The document with an unknown field in each object it holds, one at a time."""
    if isinstance(data, Mapping):
        yield {**data, "stranger": {"from": "the future"}}
        for name, value in data.items():
            for changed in with_strangers(value):
                yield {**data, name: changed}
    elif isinstance(data, list):
        for position, item in enumerate(data):
            for changed in with_strangers(item):
                yield [*data[:position], changed, *data[position + 1 :]]
