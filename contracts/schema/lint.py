"""What an event must not be: nameless, homeless, open, guessable, or a carrier of anybody's words."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, get_args

from pydantic import BaseModel

from contracts._event import FAMILIES, Event
from contracts.schema.shape import Schema, codes_of, resolved, schema_of

TYPE_NAME = re.compile(r"fairlead\.[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*\.v[1-9][0-9]*")
MARKS = frozenset({"reference-term", "public"})
FORMATS = frozenset({"uuid", "date", "date-time"})
PERSONAL = frozenset({"name", "surname", "email", "mail", "address", "phone", "birth", "gender", "ethnicity"})
WORDS = frozenset({"comment", "note", "text", "reason", "message", "explanation", "body"})
_ENDLESS = re.compile(r"(?<!\\)[*+]|\{\d+,\}")  # a quantifier without an upper bound
_CLASS = re.compile(r"\[(?:\\.|[^\]\\])*\]")  # a character class, in which * and + are plain characters


def faults_of(event: type[Event]) -> list[str]:
    """Every way in which an event breaks the rules of the language; empty when it keeps them."""
    return [f"{event.__name__}: {fault}" for fault in (*_of_identity(event), *_of_shape(event), *_of_times(event))]


def _of_identity(event: type[Event]) -> Iterator[str]:
    name = getattr(event, "type", None)
    if name is None or not TYPE_NAME.fullmatch(name):
        yield f"type {name!r} is not fairlead.<noun>.<fact>.vN"
    if not (event.__doc__ or "").strip():
        yield "has no docstring; say what it means in the world"
    if "topic" not in dir(event):
        yield "has no topic"
    elif FAMILIES[event.topic].owner != _module_of(event):
        yield f"topic {event.topic} belongs to {FAMILIES[event.topic].owner}, but it is said by {_module_of(event)}"
    for fact in ("key", "subject"):
        if getattr(event, fact) is getattr(Event, fact):
            yield f"has no {fact}"


def _module_of(event: type[Event]) -> str:
    return event.__module__.removeprefix("contracts.").partition(".")[0]


def _of_shape(event: type[Event]) -> Iterator[str]:
    root = schema_of(event) if hasattr(event, "topic") and hasattr(event, "type") else event.model_json_schema()
    private = hasattr(event, "topic") and FAMILIES[event.topic].names_people
    yield from _of_schema(root, root, "", private=private)


def _of_schema(schema: Schema, root: Schema, at: str, *, private: bool) -> Iterator[str]:
    """Walk one value. ``private`` topics (people) may carry names and addresses, but keep every other rule."""
    schema = resolved(schema, root)
    where = at or "the event"
    if codes_of(schema) is not None:
        return
    if "oneOf" in schema or "anyOf" in schema:
        yield from _of_union(schema, root, at, private=private)
        return
    match schema.get("type"):
        case "object":
            yield from _of_object(schema, root, at, private=private)
        case "array":
            yield from _of_schema(schema.get("items", {}), root, f"{at}[]", private=private)
        case "string" if not private and not _tells_no_story(schema):
            yield f"{where} is free text; use an id, a code, a date, a bounded pattern, or a marked reference term"
        case "number":
            yield f"{where} is a float; hours, money and WTE are decimal strings"
        case "string" | "integer" | "boolean" | "null":
            pass
        case _:
            yield f"{where} has no type"


def _of_union(schema: Schema, root: Schema, at: str, *, private: bool) -> Iterator[str]:
    values = [arm for arm in schema.get("anyOf", ()) if arm.get("type") != "null"]
    if len(values) > 1 or ("oneOf" in schema and "discriminator" not in schema):
        yield f"{at} is a union without a Literal tag"
    for arm in (*schema.get("oneOf", ()), *values):
        yield from _of_schema(arm, root, at, private=private)


def _of_object(schema: Schema, root: Schema, at: str, *, private: bool) -> Iterator[str]:
    if schema.get("additionalProperties") is not False:
        yield f"{at or 'the event'} is open; writers are closed"
    for name, part in schema.get("properties", {}).items():
        path = f"{at}.{name}" if at else name
        if not private and _sounds_personal(name) and not _plain(part, root):
            yield f"{path} has a name that personal data or free text would have"
        yield from _of_schema(part, root, path, private=private)


def _tells_no_story(schema: Schema) -> bool:
    if schema.get("format") in FORMATS:
        return True
    if schema.get("x-fairlead-text") in MARKS:
        return "maxLength" in schema
    pattern = schema.get("pattern", "")
    anchored = pattern.startswith("^") and pattern.endswith("$")
    return anchored and ("maxLength" in schema or not _ENDLESS.search(_CLASS.sub("", pattern)))


def _sounds_personal(name: str) -> bool:
    parts = name.split("_")
    return not (PERSONAL | WORDS).isdisjoint([*parts, *(part.removesuffix("s") for part in parts)])


def _plain(schema: Schema, root: Schema) -> bool:
    """Whether a value under a suspicious name is harmless: marked, coded, an id, a date or a number."""
    schema = resolved(schema, root)
    arms = [resolved(arm, root) for arm in schema.get("anyOf", [schema])]
    return all(
        arm.get("x-fairlead-text") in MARKS
        or codes_of(arm) is not None
        or arm.get("format") in FORMATS
        or arm.get("type") in {"null", "boolean", "integer"}
        for arm in arms
    )


def _of_times(model: type[BaseModel], at: str = "") -> Iterator[str]:
    """JSON Schema cannot tell aware from naive times, so the annotations are asked."""
    for name, field in model.model_fields.items():
        for kind in _kinds(field.annotation):
            if kind is datetime:
                yield f"{at}{name} may be a naive time; use AwareDatetime"
            elif kind is int and name.endswith("_id"):
                yield f"{at}{name} is a number; ids are strings"
            elif isinstance(kind, type) and issubclass(kind, BaseModel):
                yield from _of_times(kind, f"{at}{name}.")


def _kinds(annotation: Any) -> Iterator[Any]:
    yield annotation
    for inner in get_args(annotation):
        yield from _kinds(inner)
