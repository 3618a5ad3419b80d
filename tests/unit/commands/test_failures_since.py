"""Since when failures are asked for, and how they are told."""

from datetime import UTC, datetime

import pytest
import typer

from fairlead.commands.failures import moment, told

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("since", "meant"),
    [
        ("90m", datetime(2026, 11, 22, 10, 30, tzinfo=UTC)),
        ("12h", datetime(2026, 11, 22, 0, 0, tzinfo=UTC)),
        ("7d", datetime(2026, 11, 15, 12, 0, tzinfo=UTC)),
        ("2026-11-22T09:00Z", datetime(2026, 11, 22, 9, 0, tzinfo=UTC)),
        ("2026-11-22", datetime(2026, 11, 22, 0, 0, tzinfo=UTC)),
    ],
)
def test_a_span_or_a_moment_is_understood(since: str, meant: datetime) -> None:
    assert moment(since, now=NOW) == meant


@pytest.mark.parametrize("since", ["yesterday", "3w", "", "-1h", "1.5h"])
def test_what_is_neither_is_refused_by_name(since: str) -> None:
    with pytest.raises(typer.BadParameter, match=r"neither like 30m, 12h, 7d nor a moment"):
        moment(since, now=NOW)


def test_a_failure_without_an_event_names_none() -> None:
    failure = {
        "service": "registry",
        "kind": "import failed",
        "at": NOW,
        "event_id": None,
        "type": "people",
        "detail": "018f: the file is empty",
        "url": None,
    }

    first, second = told(failure).splitlines()

    assert first.startswith("2026-11-22T12:00:00Z  registry")
    assert second == "    people  no trace"
    assert "event 018f" in told({**failure, "event_id": "018f"})
