"""Whether every reader still understands every writer: FULL_TRANSITIVE, rule by rule.

An event type may gain an optional field with a default, and a closed list may grow. Nothing else: a field keeps its
name, its kind, its bounds, its default, and whether it is required, for life. Any other wish is a new type (``.v2``).

A list may grow, whether of codes or of the tagged arms of a union, because every reader here has an arm for the
unknown: a record whose code it does not know fails validation and is *held* with its key, in order, and replayed once
the reader knows the code. Nothing is lost and nothing is guessed, but somebody waits, so growth is a notice that asks
for readers to be rolled out before writers. A reader that would drop or default an unknown code has no place here.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from contracts.schema.shape import Schema, arms_of, codes_of, nullable

_TREATED = frozenset(
    {"type", "properties", "required", "items", "enum", "const", "default", "oneOf", "anyOf", "discriminator", "$defs"}
    | {"$ref", "title", "description", "$id", "$schema", "x-fairlead-topic"}
)


@dataclass(frozen=True, slots=True)
class Breach:
    """One difference: the rule it touches, the field, and what is there now. A ``notice`` is allowed."""

    rule: str
    field: str
    detail: str
    notice: bool = False

    def __str__(self) -> str:
        return f"{self.field or 'the event'}: {self.rule} ({self.detail})"


def compare(old: Schema, new: Schema) -> list[Breach]:
    """What changed from a released schema to the one of today, breaches and notices."""
    topics = (old.get("x-fairlead-topic"), new.get("x-fairlead-topic"))
    moved = [] if topics[0] == topics[1] else [Breach("an aggregate has one topic for life", "", _change(*topics))]
    return [*moved, *_objects(old, old, new, new, "")]


def _change(old: object, new: object) -> str:
    return f"{old} → {new}"


def _objects(old: Schema, old_root: Schema, new: Schema, new_root: Schema, at: str) -> Iterator[Breach]:
    before, after = old.get("properties", {}), new.get("properties", {})
    was_required, is_required = set(old.get("required", ())), set(new.get("required", ()))
    for name in before.keys() - after.keys():
        yield Breach("a field is never removed or renamed", _path(at, name), "gone")
    for name in after.keys() - before.keys():
        if name in is_required or "default" not in after[name]:
            yield Breach("a new field is optional and has a default", _path(at, name), "required")
    for name in sorted(before.keys() & after.keys()):
        if (name in was_required) != (name in is_required):
            detail = "optional → required" if name in is_required else "required → optional"
            yield Breach("a field stays as required as it was", _path(at, name), detail)
        elif before[name].get("default") != after[name].get("default"):
            detail = _change(before[name].get("default"), after[name].get("default"))
            yield Breach("a default keeps its meaning", _path(at, name), detail)
        yield from _values(before[name], old_root, after[name], new_root, _path(at, name))


def _values(old: Schema, old_root: Schema, new: Schema, new_root: Schema, at: str) -> Iterator[Breach]:
    (old, was_null), (new, is_null) = nullable(old, old_root), nullable(new, new_root)
    if was_null != is_null:
        yield Breach("null is not let in or shut out", at, "nullable now" if is_null else "not nullable now")
    old_arms, new_arms = arms_of(old, old_root), arms_of(new, new_root)
    old_codes, new_codes = codes_of(old), codes_of(new)
    if bool(old_arms) != bool(new_arms) or (old_codes is None) != (new_codes is None) or _kind(old) != _kind(new):
        rule = "an integer does not become a float" if new.get("type") == "number" else "a field keeps its kind"
        yield Breach(rule, at, _change(_kind(old), _kind(new)))
        return
    yield from _lists(old_codes or sorted(old_arms), new_codes or sorted(new_arms), at)
    for tag in old_arms.keys() & new_arms.keys():
        yield from _objects(old_arms[tag], old_root, new_arms[tag], new_root, f"{at}<{tag}>")
    if old.get("type") == "object":
        yield from _objects(old, old_root, new, new_root, at)
    if old.get("type") == "array":
        yield from _values(old.get("items", {}), old_root, new.get("items", {}), new_root, f"{at}[]")
    for keyword in sorted((old.keys() | new.keys()) - _TREATED):
        if old.get(keyword) != new.get(keyword):
            detail = f"{keyword} {_change(old.get(keyword), new.get(keyword))}"
            yield Breach("a field keeps its bounds, neither wider nor narrower", at, detail)


def _lists(old: list[str], new: list[str], at: str) -> Iterator[Breach]:
    for code in sorted(set(old) - set(new)):
        yield Breach("a closed list only grows", at, f"{code} is gone")
    for code in sorted(set(new) - set(old)):
        yield Breach("a closed list grows", at, f"{code} is new: roll readers out before writers", notice=True)


def _kind(schema: Schema) -> str:
    if "discriminator" in schema:
        return f"union tagged by {schema['discriminator']['propertyName']}"
    if codes_of(schema) is not None:
        return "code"
    return " ".join(str(schema[part]) for part in ("type", "format") if part in schema) or "anything"


def _path(at: str, name: str) -> str:
    return f"{at}.{name}" if at else name
