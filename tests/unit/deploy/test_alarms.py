"""The alarms that Prometheus raises are those that operators have a page for, and ask for metrics that there are."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from chassis.telemetry import Metrics

ROOT = Path(__file__).parents[3]
PROMETHEUS = ROOT / "deploy" / "prometheus"
OPERATING = (ROOT / "docs" / "operating.md").read_text()
RULES: list[dict[str, Any]] = yaml.safe_load((PROMETHEUS / "alarms.yml").read_text())["groups"][0]["rules"]
ROW = re.compile(r"^\| (?P<alarm>[^|]+) \| (?P<seen>[^|]+) \| \[here\]\((?P<page>#[\w-]+)\) \|$", re.MULTILINE)
ROWS = [row.groupdict() for row in ROW.finditer(OPERATING)]
SUFFIXES = {"counter": ("_total",), "gauge": ("",), "histogram": ("_bucket", "_sum", "_count")}


def exported() -> set[str]:
    return {
        f"{family.name}{suffix}" for family in Metrics().registry.collect() for suffix in SUFFIXES[str(family.type)]
    }


def asked(rule: dict[str, Any]) -> set[str]:
    return set(re.findall(r"fairlead_\w+", rule["expr"]))


def told_by(seen: str) -> Iterator[tuple[str, str]]:
    """The metrics that an alarm is seen by, and where its rule sends people: whoever is not ready says itself why."""
    for name in re.findall(r"`(\w+)", seen):
        yield from ((each, "") for each in exported() if each.removesuffix("_bucket") == f"fairlead_{name}")
    if "/readyz" in seen:
        yield "fairlead_ready", "#alarms"


@pytest.mark.parametrize("rule", RULES, ids=[rule["alert"] for rule in RULES])
def test_a_rule_asks_for_metrics_that_there_are_and_leads_to_a_page_that_there_is(rule: dict[str, Any]) -> None:
    anchors = {
        re.sub(r"[^\w -]", "", title).lower().replace(" ", "-")
        for title in re.findall(r"^#+ (.+)$", OPERATING, re.MULTILINE)
    }
    document, _, anchor = rule["annotations"]["page"].partition("#")

    assert asked(rule) <= exported()
    assert asked(rule) or 'up{job="fairlead"}' in rule["expr"]
    assert (document, anchor in anchors) == ("docs/operating.md", True)


@pytest.mark.parametrize("row", ROWS, ids=[row["alarm"] for row in ROWS])
def test_every_alarm_that_a_metric_tells_has_a_rule_with_its_page(row: dict[str, str]) -> None:
    there = {(name, "#" + rule["annotations"]["page"].partition("#")[2]) for rule in RULES for name in asked(rule)}

    assert {(name, page or row["page"]) for name, page in told_by(row["seen"])} <= there
    for name, limit in re.findall(r"`(\w+)` > (\d+)", row["seen"]):
        assert any(f"fairlead_{name} > {limit}" in rule["expr"] or name == "event_seconds" for rule in RULES)


def test_every_rule_is_an_alarm_of_the_table() -> None:
    pages = {row["page"] for row in ROWS} | {"#alarms", "#it-does-not-answer"}
    assert {"#" + rule["annotations"]["page"].partition("#")[2] for rule in RULES} <= pages
    assert len(ROWS) == OPERATING.count("| [here](#")


def test_prometheus_is_given_the_rules() -> None:
    observed = yaml.safe_load((ROOT / "deploy" / "compose" / "compose.observe.yaml").read_text())["services"]

    assert yaml.safe_load((PROMETHEUS / "prometheus.yml").read_text())["rule_files"] == ["alarms.yml"]
    assert "../prometheus/alarms.yml:/etc/prometheus/alarms.yml:ro" in observed["prometheus"]["volumes"]
