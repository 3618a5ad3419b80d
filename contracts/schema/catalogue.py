"""The events as a list that people read: what each means, who says it, who hears it, what it holds."""

from typing import Any

from contracts import EVENTS
from contracts._event import FAMILIES, Event
from contracts.schema.shape import Schema, arms_of, codes_of, nullable, schema_of
from contracts.subscriptions import heard_by


def catalogue() -> list[dict[str, Any]]:
    """By type: ``type, topic, owner, key, heard_by, doc, fields``; a field is ``name, kind, required, nullable``."""
    return [_entry(EVENTS[name]) for name in sorted(EVENTS)]


def _entry(event: type[Event]) -> dict[str, Any]:
    family, schema = FAMILIES[event.topic], schema_of(event)
    return {
        "type": event.type,
        "topic": event.topic.value,
        "owner": family.owner,
        "key": family.keyed_by,
        "heard_by": heard_by(event),
        "doc": event.__doc__ or "",
        "fields": _fields(schema, schema),
    }


def _fields(schema: Schema, root: Schema) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "kind": _kind(nullable(part, root)[0], root),
            "required": name in schema.get("required", ()),
            "nullable": nullable(part, root)[1],
        }
        for name, part in schema["properties"].items()
    ]


def _kind(schema: Schema, root: Schema) -> str:
    if arms := arms_of(schema, root):
        return f"one of {', '.join(sorted({str(arm['title']) for arm in arms.values()}))}"
    if (codes := codes_of(schema)) is not None:
        return " | ".join(str(code) for code in codes)
    match schema["type"]:
        case "array":
            return f"list of {_kind(nullable(schema['items'], root)[0], root)}"
        case "object":
            return str(schema["title"])
        case "string":
            return str(schema.get("format") or schema.get("x-fairlead-text") or schema.get("pattern") or "text")
        case kind:
            return str(kind)
