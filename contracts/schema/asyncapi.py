"""The language as an AsyncAPI 3.0 document: topics, messages, and who says and hears what."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from contracts._event import FAMILIES, Event, Topic
from contracts.schema.golden import golden_of
from contracts.schema.shape import schema_of, uri_of

FILE = Path(__file__).parent.parent / "asyncapi.yaml"
_BINDING = "0.5.0"
_UUID = {"type": "string", "format": "uuid"}
_HEADERS: Mapping[str, Mapping[str, Any]] = {
    "ce_specversion": {"type": "string", "const": "1.0"},
    "ce_id": {**_UUID, "description": "This event. The same in every redelivery."},
    "ce_source": {"type": "string", "description": "The service that says it."},
    "ce_type": {"type": "string"},
    "ce_time": {"type": "string", "format": "date-time", "description": "When it was said, in UTC."},
    "ce_subject": {"type": "string", "description": "The aggregate it is about."},
    "ce_dataschema": {"type": "string", "format": "uri-reference"},
    "ce_partitionkey": {"type": "string", "description": "The record's key."},
    "ce_sequence": {
        "type": "string",
        "pattern": "^[0-9]{19}$",
        "description": "Position among its subject's events within the topic: 1 and up, without a gap.",
    },
    "ce_correlationid": {**_UUID, "description": "The story it belongs to."},
    "ce_causationid": {**_UUID, "description": "The event that caused it; absent when a person or the clock did."},
    "ce_traceparent": {"type": "string", "description": "W3C Trace Context of the moment it was said."},
    "traceparent": {"type": "string", "description": "The same, where instrumentation looks for it."},
    "correlation_id": {**_UUID, "description": "The same as ce_correlationid, where FastStream looks for it."},
    "content-type": {"type": "string", "const": "application/json"},
}
_OPTIONAL = frozenset({"ce_causationid"})


def document(events: Iterable[type[Event]], hears: Mapping[str, Iterable[type[Event]]]) -> dict[str, Any]:
    """The whole document. ``hears``: service → types it has handlers for. Order is by name, so that a diff is small."""
    said = sorted(events, key=lambda event: event.type)
    return {
        "asyncapi": "3.0.0",
        "id": "urn:fairlead:events",
        "info": _info(),
        "defaultContentType": "application/json",
        "servers": {"region": _server()},
        "channels": {_noun(topic): _channel(topic, of) for topic, of in _by_topic(said).items()},
        "operations": {**_sends(said), **_receives(hears)},
        "components": {
            "messages": {event.__name__: _message(event) for event in said},
            "schemas": {"CloudEventHeaders": _headers(), **_schemas(said)},
            "correlationIds": {"story": {"location": "$message.header#/ce_correlationid"}},
        },
    }


def _info() -> dict[str, Any]:
    return {
        "title": "Fairlead",
        "version": "1",
        "description": (
            "The events of Fairlead, which keeps and proves the FMLM Leadership Commitment for resident doctors across"
            " a region. CloudEvents 1.0 on Kafka in binary mode. Only people.v1 carries names and addresses."
        ),
        "contact": {"name": "The Fairlead project"},
        "license": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
        "tags": [{"name": owner} for owner in sorted({family.owner for family in FAMILIES.values()})],
    }


def _server() -> dict[str, Any]:
    return {
        "host": "{bootstrap}",
        "protocol": "kafka",
        "description": "The region's Kafka.",
        "variables": {"bootstrap": {"default": "localhost:9092", "description": "Host and port of a broker."}},
    }


def _by_topic(events: Iterable[type[Event]]) -> dict[Topic, list[type[Event]]]:
    topics: dict[Topic, list[type[Event]]] = {}
    for event in sorted(events, key=lambda event: (event.topic, event.type)):
        topics.setdefault(event.topic, []).append(event)
    return topics


def _noun(topic: Topic) -> str:
    return topic.value.partition(".")[0]


def _channel(topic: Topic, events: list[type[Event]]) -> dict[str, Any]:
    family = FAMILIES[topic]
    readers = "every service" if family.readers is None else ", ".join(sorted(family.readers)) + " only"
    return {
        "address": topic.value,
        "title": topic.value,
        "description": f"Kept by {family.owner}, keyed by {family.keyed_by}, readable by {readers}.",
        "servers": [{"$ref": "#/servers/region"}],
        "messages": {event.__name__: {"$ref": f"#/components/messages/{event.__name__}"} for event in events},
        "bindings": {
            "kafka": {
                "topic": topic.value,
                "partitions": family.partitions,
                "topicConfiguration": {"cleanup.policy": ["compact" if family.compacted else "delete"]},
                "bindingVersion": _BINDING,
            }
        },
    }


def _message(event: type[Event]) -> dict[str, Any]:
    return {
        "name": event.type,
        "title": event.__name__,
        "summary": event.__doc__ or "",
        "contentType": "application/json",
        "tags": [{"name": FAMILIES[event.topic].owner}],
        "correlationId": {"$ref": "#/components/correlationIds/story"},
        "headers": {
            "allOf": [
                {"$ref": "#/components/schemas/CloudEventHeaders"},
                {"type": "object", "properties": _own_headers(event)},
            ]
        },
        "payload": {"$ref": f"#/components/schemas/{event.__name__}"},
        "bindings": {"kafka": {"key": _key(event), "bindingVersion": _BINDING}},
    }


def _own_headers(event: type[Event]) -> dict[str, Any]:
    fixed = {
        "ce_source": f"/services/{FAMILIES[event.topic].owner}",
        "ce_type": event.type,
        "ce_dataschema": uri_of(event),
    }
    further = golden_of(event)["headers"].keys() - _HEADERS.keys()
    return {
        **{name: {"type": "string", "const": value} for name, value in fixed.items()},
        **{name: {"type": "string"} for name in sorted(further)},
    }


def _key(event: type[Event]) -> dict[str, Any]:
    return {"type": "string", "description": f"The {FAMILIES[event.topic].keyed_by}: same key, same order."}


def _headers() -> dict[str, Any]:
    return {
        "type": "object",
        "description": "CloudEvents attributes in Kafka's binary mode. Unknown ones are passed over.",
        "properties": {name: dict(schema) for name, schema in _HEADERS.items()},
        "required": [name for name in _HEADERS if name not in _OPTIONAL],
    }


def _schemas(events: Iterable[type[Event]]) -> dict[str, Any]:
    """Payloads and their parts, by class name. Raises ValueError when two parts share a name but not a shape."""
    found: dict[str, Any] = {}
    for event in events:
        schema = schema_of(event)
        whole = {name: part for name, part in schema.items() if name not in ("$schema", "$id", "$defs")}
        for name, part in {**schema.get("$defs", {}), event.__name__: whole}.items():
            if found.setdefault(name, _rooted(part)) != _rooted(part):
                raise ValueError(f"two parts of events are called {name} and differ; rename one")
    return dict(sorted(found.items()))


def _rooted(value: Any) -> Any:
    """A schema as a component: references point into the document; pydantic's tag mapping has no place in AsyncAPI,
    where the tags' own closed lists keep the arms apart."""
    if isinstance(value, list):
        return [_rooted(item) for item in value]
    if not isinstance(value, Mapping):
        return value.replace("#/$defs/", "#/components/schemas/") if isinstance(value, str) else value
    return {name: _rooted(part) for name, part in value.items() if name != "discriminator"}


def _sends(events: Iterable[type[Event]]) -> dict[str, Any]:
    return {
        f"{FAMILIES[topic].owner}.says.{_noun(topic)}": _operation("send", FAMILIES[topic].owner, topic, of)
        for topic, of in _by_topic(events).items()
    }


def _receives(hears: Mapping[str, Iterable[type[Event]]]) -> dict[str, Any]:
    return {
        f"{service}.hears.{_noun(topic)}": {**_operation("receive", service, topic, of), **_group(service)}
        for service in sorted(hears)
        for topic, of in _by_topic(hears[service]).items()
    }


def _group(service: str) -> dict[str, Any]:
    return {"bindings": {"kafka": {"groupId": {"type": "string", "const": service}, "bindingVersion": _BINDING}}}


def _operation(action: str, service: str, topic: Topic, events: list[type[Event]]) -> dict[str, Any]:
    channel = f"#/channels/{_noun(topic)}"
    verb = "says" if action == "send" else "hears"
    return {
        "action": action,
        "title": f"{service} {verb} {_noun(topic)}",
        "summary": f"{service} {verb} {', '.join(event.__name__ for event in events)}.",
        "tags": [{"name": service}],
        "channel": {"$ref": channel},
        "messages": [{"$ref": f"{channel}/messages/{event.__name__}"} for event in events],
    }
