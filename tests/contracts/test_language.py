"""The language as it stands: clean, released, up to date, and one topic and one key for each aggregate's life."""

import ast
import json
import sys
from collections import defaultdict
from pathlib import Path

import pytest

import contracts
from contracts import EVENTS, FAMILIES, Event, Topic
from contracts.__main__ import main
from contracts.schema import catalogue, faults_of, golden_of, released_of, schema_of, structure_of, tampered
from contracts.subscriptions import HEARS

every_event = pytest.mark.parametrize("event", EVENTS.values(), ids=EVENTS.keys())


@every_event
def test_an_event_keeps_the_rules_of_the_language(event: type[Event]) -> None:
    assert faults_of(event) == []


@every_event
def test_an_event_is_released_as_it_is(event: type[Event]) -> None:
    revisions = [revision for revision in released_of() if revision.type == event.type]

    assert [revision.revision for revision in revisions] == list(range(1, len(revisions) + 1))
    assert structure_of(revisions[-1].schema) == structure_of(schema_of(event))


def test_everything_generated_is_up_to_date_and_nothing_published_was_taken_back(
    capsys: pytest.CaptureFixture[str],
) -> None:
    exit_code = main(["check"])

    assert capsys.readouterr().err == ""
    assert exit_code == 0


def test_no_published_file_was_touched_after_its_release() -> None:
    assert tampered() == []


def test_every_type_ever_released_is_still_spoken() -> None:
    assert {revision.type for revision in released_of()} == set(EVENTS)


def test_every_event_of_an_aggregate_travels_on_one_topic_under_one_key() -> None:
    """Golden messages give a field the same value in every type, so one aggregate's events must agree."""
    paths: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for name, event in EVENTS.items():
        golden = golden_of(event)
        paths[name.split(".")[1]].add((event.topic, golden["key"], golden["headers"]["ce_subject"]))

    assert {noun: len(found) for noun, found in paths.items()} == dict.fromkeys(paths, 1)


def test_every_topic_has_events_and_twelve_partitions() -> None:
    assert {event.topic for event in EVENTS.values()} == set(Topic) == set(FAMILIES)
    assert {family.partitions for family in FAMILIES.values()} == {12}


def test_names_and_addresses_and_private_notices_travel_where_only_notifications_reads() -> None:
    restricted = {topic: family for topic, family in FAMILIES.items() if family.readers is not None}

    assert restricted.keys() == {Topic.PEOPLE, Topic.NOTICES}
    assert {family.readers for family in restricted.values()} == {frozenset({"notifications"})}
    assert [topic for topic, family in FAMILIES.items() if family.names_people] == [Topic.PEOPLE]
    assert [topic for topic, family in FAMILIES.items() if family.untraceable] == [Topic.NOTICES]


def test_no_service_hears_what_it_may_not_read() -> None:
    trespasses = {
        (service, event.type)
        for service, heard in HEARS.items()
        for event in heard
        if not FAMILIES[event.topic].readable_by(service)
    }
    assert trespasses == set()


def test_the_language_needs_pydantic_and_nothing_else() -> None:
    """Its release command writes YAML besides, and is for developers."""
    home = Path(contracts.__file__).parent
    trees = [ast.parse(path.read_text()) for path in home.rglob("*.py") if path.name != "__main__.py"]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    roots = {alias.name.partition(".")[0] for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    roots |= {(node.module or "").partition(".")[0] for node in nodes if isinstance(node, ast.ImportFrom)}

    assert roots - sys.stdlib_module_names == {"contracts", "pydantic"}


def test_the_catalogue_tells_each_event_with_its_owner_its_hearers_and_its_fields() -> None:
    entries = {entry["type"]: entry for entry in catalogue()}
    refused = entries["fairlead.leave.refused.v1"]

    assert entries.keys() == EVENTS.keys()
    assert (refused["topic"], refused["owner"], refused["key"]) == ("leave.v1", "leave", "doctor")
    assert refused["heard_by"] == ["notifications", "reporting"]
    assert {"name": "appeal_by", "kind": "date", "required": True, "nullable": False} in refused["fields"]
    json.dumps(catalogue())
