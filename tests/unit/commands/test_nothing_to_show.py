"""A command that finds nothing says so: silence could as well be a fault."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from fairlead.commands import people, repair


class StandIn:
    """A region in which nobody was told anything and no operator did anything."""

    def person_id(self, person: str) -> str:
        return person

    @contextmanager
    def as_operator(self) -> Iterator[httpx.Client]:
        answer = httpx.MockTransport(lambda _: httpx.Response(200, json={"items": []}))
        with httpx.Client(base_url="http://notifications", transport=answer) as client:
            yield client


async def _no_deeds(_: StandIn) -> list[dict[str, Any]]:
    return []


@pytest.mark.parametrize(("json", "said"), [(False, "nothing was to be told them yet\n"), (True, "[]\n")])
def test_why_says_that_somebody_was_told_nothing(
    json: bool, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(people, "region", lambda _: StandIn())

    people.why("7067676", Path("nowhere"), json)

    assert capsys.readouterr().out == said


@pytest.mark.parametrize(("json", "said"), [(False, "operators did nothing yet\n"), (True, "[]\n")])
def test_audit_says_that_nobody_did_anything(
    json: bool, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(repair, "region", lambda _: StandIn())
    monkeypatch.setattr(repair, "_deeds", _no_deeds)

    repair.audit(Path("nowhere"), json)

    assert capsys.readouterr().out == said
