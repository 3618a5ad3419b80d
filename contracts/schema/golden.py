"""One whole message of each type, the same whenever it is made: what later readers must still understand."""

import json
import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid5

from contracts._event import FAMILIES, Event
from contracts.schema.shape import Schema, arms_of, codes_of, nullable, schema_of, uri_of

_GOLDEN = UUID("00000000-0000-4000-8000-000000000000")
_TIME = "2026-06-01T08:30:00.250000Z"
_TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
_DATES = {"start": "2026-08-05", "end": "2027-02-02", "first_day": "2026-09-14", "last_day": "2026-09-16"}
_FACTS = {
    "code": "R0B",
    "decided_by": "rota_coordinator",
    "email": "alex.example@example.org",
    "employer": "R0B",
    "family_name": "Example",
    "given_names": "Alex",
    "grade": "F2",
    "grades": "F2",
    "host": "R0B",
    "kind": "quality_and_safety_meeting",
    "known_as": "Alex",
    "name": "Northtown NHS Foundation Trust",
    "parent": "QF7",
    "post": "NTH/R0B01/030/F2/006",
    "programme": "NTH030",
    "region": "Y63",
    "role": "rota_coordinator",
    "scope": "R0B",
    "site": "R0B01",
    "specialty": "Acute internal medicine",
    "tis_id": "104523",
    "title": "Monthly patient safety meeting",
    "trust": "R0B",
    "trusts": "R0B",
}
"""Ordinary values by field name, used where they fit; all made up."""
_CODES = ("R0B01", "R0C02", "0.80", "0.60")
_TEXTS = ("Example", "Another example")


def golden_of(event: type[Event]) -> dict[str, Any]:
    """Key, headers and data of the golden message, as the chassis writes them (binary mode, text headers)."""
    schema = schema_of(event)
    fact = event.model_validate_json(json.dumps(_value(schema, schema, event.type)))
    return {"key": fact.key, "headers": _headers(fact), "data": json.loads(fact.write())}


def _headers(event: Event) -> dict[str, str]:
    correlation = str(_id("correlation"))
    return {
        "ce_specversion": "1.0",
        "content-type": "application/json",
        "ce_id": str(_id(event.type)),
        "ce_source": f"/services/{FAMILIES[event.topic].owner}",
        "ce_type": event.type,
        "ce_time": _TIME,
        "ce_subject": event.subject,
        "ce_dataschema": uri_of(type(event)),
        "ce_partitionkey": event.key,
        "ce_sequence": f"{3:019}",
        "ce_correlationid": correlation,
        "ce_traceparent": _TRACE,
        "traceparent": _TRACE,
        "correlation_id": correlation,
        "ce_causationid": str(_id("causation")),
        **{f"ce_{name}": value for name, value in event.extensions.items()},
    }


def _id(name: str) -> UUID:
    return uuid5(_GOLDEN, name)


def _value(schema: Schema, root: Schema, name: str) -> Any:
    """Optional and nullable fields are filled; a list of a union holds one of each arm."""
    schema, _ = nullable(schema, root)
    codes = codes_of(schema)
    if codes is not None:
        wanted = codes[-1] if name == "new" else _FACTS.get(name)
        return wanted if wanted in codes else codes[0]
    match schema.get("type"):
        case "object":
            return {field: _value(part, root, field) for field, part in schema["properties"].items()}
        case "array":
            return [_value(arm, root, name) for arm in _distinct(arms_of(schema["items"], root)) or [schema["items"]]]
        case "integer":
            return 65
        case "boolean":
            return True
        case _:
            return _text(schema, name)


def _distinct(arms: Mapping[str, Schema]) -> list[Schema]:
    """An arm that several tags lead to is written once."""
    return list({str(arm["title"]): arm for arm in arms.values()}.values())


def _text(schema: Schema, name: str) -> str:
    match schema.get("format"):
        case "uuid":
            return str(_id(name))
        case "date":
            return _DATES.get(name, "2026-10-07" if name == "new" else "2026-08-05")
        case "date-time":
            return _TIME
    samples: list[str] = [_FACTS.get(name, ""), *(_CODES if "pattern" in schema else _TEXTS)]
    pattern: str = schema.get("pattern", "")
    fitting = [text for text in samples if text and re.search(pattern, text)]
    if not fitting:
        raise ValueError(f"{name}: no golden sample fits {pattern}; add one to contracts/schema/golden.py")
    return fitting[1] if name == "new" and len(fitting) > 1 else fitting[0]
