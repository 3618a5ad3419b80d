"""What a writer may put on the wire: the closed JSON Schema of an event."""

from collections.abc import Mapping
from typing import Any

from contracts._event import Event

Schema = Mapping[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ANNOTATIONS = frozenset({"title", "description", "$id", "$schema"})
_NAMED = ("properties", "$defs")


def schema_of(event: type[Event]) -> dict[str, Any]:
    """The writer's closed schema (2020-12, serialization mode); its ``$id`` is the record's ``ce_dataschema``."""
    return {
        "$schema": DIALECT,
        "$id": uri_of(event),
        "x-fairlead-topic": event.topic.value,
        **event.model_json_schema(mode="serialization"),
    }


def uri_of(event: type[Event]) -> str:
    """Where the schema of an event is to be found: relative, for a region has no host of its own."""
    return f"/schemas/{event.type}"


def structure_of(schema: Schema) -> dict[str, Any]:
    """The schema without its words: two schemas that differ in a docstring only have the same structure."""
    return {
        name: {key: structure_of(part) for key, part in value.items()} if name in _NAMED else _bare(value)
        for name, value in schema.items()
        if name not in _ANNOTATIONS
    }


def _bare(value: Any) -> Any:
    if isinstance(value, Mapping):
        return structure_of(value)
    return [_bare(item) for item in value] if isinstance(value, list) else value


def resolved(schema: Schema, root: Schema) -> Schema:
    """Follow a local ``$ref``; keywords beside it win."""
    if "$ref" not in schema:
        return schema
    name = schema["$ref"].removeprefix("#/$defs/")
    beside = {key: value for key, value in schema.items() if key != "$ref"}
    return {**resolved(root["$defs"][name], root), **beside}


def nullable(schema: Schema, root: Schema) -> tuple[Schema, bool]:
    """Part ``X | None`` into ``X`` and whether it may be null; keywords beside the union go with ``X``."""
    schema = resolved(schema, root)
    arms = schema.get("anyOf", [])
    values = [arm for arm in arms if arm.get("type") != "null"]
    if len(values) != 1 or len(values) == len(arms):
        return schema, False
    beside = {key: value for key, value in schema.items() if key != "anyOf"}
    return {**beside, **resolved(values[0], root)}, True


def codes_of(schema: Schema) -> list[Any] | None:
    """The closed list of a coded value, a ``const`` being a list of one; None when it is not coded."""
    if "const" in schema:
        return [schema["const"]]
    return list(schema["enum"]) if "enum" in schema else None


def arms_of(schema: Schema, root: Schema) -> dict[str, Schema]:
    """A tagged union as tag → arm; empty when the schema is no tagged union."""
    tags = schema.get("discriminator", {}).get("mapping", {})
    return {tag: resolved({"$ref": ref}, root) for tag, ref in sorted(tags.items())}
