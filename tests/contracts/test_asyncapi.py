"""The AsyncAPI document: valid, complete, and true about who hears what."""

import ast
import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

import services
from contracts import EVENTS, FAMILIES, Event
from contracts.schema import document, golden_of
from contracts.schema.asyncapi import FILE
from contracts.subscriptions import HEARS

SERVICES = Path(services.__file__).parent
OFFICIAL = Path(__file__).with_name("asyncapi-3.0.0.schema.json")


@pytest.fixture(scope="module")
def asyncapi() -> Any:
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


def test_the_document_is_valid_by_the_official_schema(asyncapi: Any) -> None:
    validator = Draft7Validator(json.loads(OFFICIAL.read_text(encoding="utf-8")))

    assert [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(asyncapi)] == []
    assert list(validator.iter_errors({**asyncapi, "channels": {"leave": {"address": 1}}})) != []


def test_every_reference_leads_somewhere(asyncapi: Any) -> None:
    for reference in references(asyncapi):
        found = asyncapi
        for step in reference.removeprefix("#/").split("/"):
            found = found[step]


def test_the_document_is_what_the_contracts_say(asyncapi: Any) -> None:
    assert asyncapi == document(EVENTS.values(), HEARS)


def test_every_topic_is_a_channel_with_its_partitions_and_every_event_is_said_by_its_owner(asyncapi: Any) -> None:
    channels = {channel["address"]: channel["bindings"]["kafka"] for channel in asyncapi["channels"].values()}
    said = {
        (operation["tags"][0]["name"], reference["$ref"].rpartition("/")[2])
        for operation in asyncapi["operations"].values()
        if operation["action"] == "send"
        for reference in operation["messages"]
    }

    assert {topic: kafka["partitions"] for topic, kafka in channels.items()} == dict.fromkeys(FAMILIES, 12)
    assert channels["people.v1"]["topicConfiguration"] == {"cleanup.policy": ["compact"]}
    assert said == {(FAMILIES[event.topic].owner, event.__name__) for event in EVENTS.values()}


@pytest.mark.parametrize("event", EVENTS.values(), ids=EVENTS.keys())
def test_a_golden_message_keeps_the_payload_and_headers_of_the_document(asyncapi: Any, event: type[Event]) -> None:
    message, golden = asyncapi["components"]["messages"][event.__name__], golden_of(event)

    for part, value in (("payload", golden["data"]), ("headers", golden["headers"])):
        whole = {**message[part], "components": asyncapi["components"]}
        assert [error.message for error in Draft7Validator(whole).iter_errors(value)] == []
        assert list(Draft7Validator(whole).iter_errors({})) != []


def test_two_parts_of_one_name_and_two_shapes_are_refused() -> None:
    one = EVENTS["fairlead.leave.refused.v1"]
    other = type("LeaveRefused", (EVENTS["fairlead.leave.approved.v1"],), {"__doc__": "Another."})

    with pytest.raises(ValueError, match="two parts of events are called LeaveRefused"):
        document([one, other], {})


def test_the_table_of_who_hears_what_is_that_of_the_services() -> None:
    real = {path.parent.name: handled_by(path) for path in sorted(SERVICES.glob("*/app.py"))}

    assert {service: names(heard) for service, heard in real.items()} == {
        service: names(heard) for service, heard in HEARS.items()
    }


def names(heard: frozenset[type[Event]]) -> list[str]:
    return sorted(event.type for event in heard)


def handled_by(app: Path) -> frozenset[type[Event]]:
    """The types of the handlers a service is composed with: the ``hears=`` of its ``Service(…)``."""
    module = import_module(f"services.{app.parent.name}.app")
    lists = [
        keyword.value
        for call in ast.walk(ast.parse(app.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        for keyword in call.keywords
        if keyword.arg == "hears"
    ]
    handlers = [
        handler for value in lists for handler in eval(compile(ast.Expression(value), app.name, "eval"), vars(module))
    ]
    return frozenset(event for handler in handlers for event in handler.__hears__)


def references(value: Any) -> list[str]:
    if isinstance(value, list):
        return [found for item in value for found in references(item)]
    if not isinstance(value, dict):
        return []
    own = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
    return own + [found for item in value.values() for found in references(item)]
