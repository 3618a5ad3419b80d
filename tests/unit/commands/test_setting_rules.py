"""A rule is set as whoever answers for the place, or as the operator; the service says whether it is theirs."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import httpx
import pytest

from fairlead.commands import ruling
from fairlead.commands.client import Refused

REFUSAL = {"title": "No place has a value of its own of this rule", "detail": "it holds for everybody"}

REHEARSED = {
    "until": "2027-08-04",
    "changes": [{"before": 42, "counts": {"placements": 12, "requests": 3}}, {"before": None, "counts": {}}],
}


class StandIn:
    """A region that takes every rule but those of notices for a place, and remembers who sent what."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str, object]] = []

    @contextmanager
    def signed_in(self, person: str) -> Iterator[httpx.Client]:
        def answer(request: httpx.Request) -> httpx.Response:
            self.sent.append((person, request.url.path, json.loads(request.content)))
            if "notices." in request.url.path:
                return httpx.Response(422, json=REFUSAL)
            return httpx.Response(200, json=REHEARSED) if "rehearsal" in request.url.path else httpx.Response(204)

        with httpx.Client(base_url="http://portal", transport=httpx.MockTransport(answer)) as client:
            yield client

    @contextmanager
    def as_operator(self) -> Iterator[httpx.Client]:
        with self.signed_in("operator") as client:
            yield client


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> StandIn:
    stand_in = StandIn()
    monkeypatch.setattr(ruling, "region", lambda _: stand_in)
    return stand_in


def sets(name: str, *, of: str = "", by: str = "", dry_run: bool = False) -> None:
    ruling.rules_set("leave", name, "70", datetime(2027, 1, 1), "agreed", of, by, dry_run, Path("nowhere"))


@pytest.mark.parametrize(("by", "who"), [("", "operator"), ("7000010", "7000010")])
def test_it_is_sent_as_whoever_sets_it(here: StandIn, by: str, who: str, capsys: pytest.CaptureFixture[str]) -> None:
    sets("leave.notice_days", of="Y62", by=by)

    body = {"of": "Y62", "valid_from": "2027-01-01", "value": 70, "reason": "agreed"}
    assert here.sent == [(who, "/api/leave/rules/leave.notice_days", body)]
    assert capsys.readouterr().out == "leave.notice_days of Y62 is 70 from 2027-01-01\n"


def test_what_the_service_says_against_it_is_shown(here: StandIn) -> None:
    with pytest.raises(Refused, match="it holds for everybody"):
        sets("notices.least_delay_seconds", of="Y62")
    assert len(here.sent) == 1


def test_a_dry_run_says_what_would_change_and_sends_no_act(here: StandIn, capsys: pytest.CaptureFixture[str]) -> None:
    sets("leave.notice_days", of="Y62", dry_run=True)

    body = {"of": "Y62", "valid_from": "2027-01-01", "value": 70, "reason": "agreed"}
    assert here.sent == [("operator", "/api/leave/rules/leave.notice_days/rehearsal", body)]
    assert capsys.readouterr().out.splitlines() == [
        "nothing was set; from 2027-01-01 until 2027-08-04, Y62 would have",
        "  70 instead of 42: placements 12, requests 3",
        "  70 instead of null",
    ]
    with pytest.raises(Refused, match="it holds for everybody"):
        sets("notices.least_delay_seconds", of="Y62", dry_run=True)
