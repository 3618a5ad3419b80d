"""Not only the golden ones: any message an old writer could have sent is read today, and the other way about."""

import json
from collections.abc import Mapping
from datetime import UTC, timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from jsonschema import Draft202012Validator

from contracts import EVENTS
from contracts.schema import Released, released_of, schema_of

RELEASED = released_of()
every_revision = pytest.mark.parametrize("released", RELEASED, ids=lambda it: f"{it.type}-{it.revision}")
thorough = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])

ASCII = st.characters(min_codepoint=32, max_codepoint=126)
TIMES = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=1))]))


@every_revision
@thorough
@given(data=st.data())
def test_whatever_an_old_writer_could_send_is_read_today_and_written_back_alike(
    released: Released, data: st.DataObject
) -> None:
    message = data.draw(messages(released.schema, released.schema))

    event = EVENTS[released.type].read(json.dumps(message).encode())

    assert EVENTS[released.type].read(event.write()) == event
    assert event.key
    assert event.subject


@every_revision
@thorough
@given(data=st.data())
def test_whatever_a_writer_of_today_can_send_an_old_open_reader_takes(released: Released, data: st.DataObject) -> None:
    """Or holds, where a closed list has grown since: a code that it does not know."""
    today = schema_of(EVENTS[released.type])
    message = data.draw(messages(today, today))

    faults = Draft202012Validator(opened(released.schema)).iter_errors(message)
    assert [fault.message for fault in faults if fault.validator != "enum"] == []


@every_revision
@thorough
@given(data=st.data())
def test_what_a_writer_writes_keeps_its_own_closed_schema(released: Released, data: st.DataObject) -> None:
    event, today = EVENTS[released.type], schema_of(EVENTS[released.type])
    fact = event.read(json.dumps(data.draw(messages(today, today))).encode())

    assert [error.message for error in Draft202012Validator(today).iter_errors(json.loads(fact.write()))] == []


def test_an_old_reader_would_notice_a_field_of_another_kind() -> None:
    released = next(it for it in RELEASED if it.type == "fairlead.leave.refused.v1")
    wrong = {**released.golden["data"], "days_ahead": "65"}

    assert list(Draft202012Validator(opened(released.schema)).iter_errors(wrong)) != []


def opened(schema: Any) -> Any:
    """The reader's side of a writer's schema: unknown fields are let through."""
    if isinstance(schema, list):
        return [opened(item) for item in schema]
    if not isinstance(schema, Mapping):
        return schema
    return {name: opened(part) for name, part in schema.items() if name != "additionalProperties"}


def messages(schema: Mapping[str, Any], root: Mapping[str, Any]) -> SearchStrategy[Any]:
    """Instances of the closed schemas that contracts writes; optional fields come and go."""
    if "$ref" in schema:
        return messages(root["$defs"][schema["$ref"].removeprefix("#/$defs/")], root)
    if "const" in schema or "enum" in schema:
        return st.sampled_from(schema.get("enum", [schema.get("const")]))
    if arms := schema.get("oneOf", schema.get("anyOf")):
        return st.one_of([messages(arm, root) for arm in arms])
    match schema["type"]:
        case "object":
            fields = {name: messages(part, root) for name, part in schema["properties"].items()}
            required = {name: fields.pop(name) for name in schema.get("required", ())}
            return st.fixed_dictionaries(required, optional=fields)
        case "array":
            return st.lists(messages(schema["items"], root), max_size=3)
        case "integer":
            return st.integers(-(2**31), 2**31)
        case "boolean":
            return st.booleans()
        case "null":
            return st.none()
        case _:
            return texts(schema)


def texts(schema: Mapping[str, Any]) -> SearchStrategy[str]:
    match schema.get("format"):
        case "uuid":
            return st.uuids().map(str)
        case "date":
            return st.dates().map(lambda day: day.isoformat())
        case "date-time":
            return TIMES.map(lambda time: time.isoformat())
    if "pattern" in schema:
        # `$` would also let a newline follow; the wire's patterns mean the end.
        return st.from_regex(schema["pattern"].removeprefix("^").removesuffix("$"), fullmatch=True, alphabet=ASCII)
    return st.text(ASCII, min_size=schema.get("minLength", 0), max_size=schema.get("maxLength", 40))
