"""What is shown of services that are not all of one version: they are replaced one after another."""

from typing import Any

import httpx
import pytest

from fairlead.commands import region
from fairlead.commands.resting import what_moves

OLDER = {"ready": True, "outbox": 1, "lag": 2, "held": 3, "due_deliveries": 4, "reasons": []}
NEWER = {**OLDER, "held_seconds": 11045}
SHOWN = {"sign_in": None, "portal": "", "traces": "", "mail": ""}


def answering(monkeypatch: pytest.MonkeyPatch, answer: dict[str, Any]) -> dict[str, Any]:
    """What a service is found to say of itself, that answers this."""

    def client(url: str, **_: Any) -> httpx.Client:
        return httpx.Client(base_url=url, transport=httpx.MockTransport(lambda _: httpx.Response(200, json=answer)))

    monkeypatch.setattr(region, "plain_client", client)
    return region._ask("http://leave.example")


@pytest.mark.parametrize(
    ("answer", "held"), [(OLDER, "held 3"), (NEWER, "held 3 (the oldest for 3:04:05)")], ids=["older", "newer"]
)
def test_what_an_older_service_does_not_say_is_left_out(
    answer: dict[str, Any], held: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = answering(monkeypatch, answer)

    region._print({"services": {"leave": found}, **SHOWN})

    assert capsys.readouterr().out.splitlines()[0] == f"{'leave':15} outbox 1, lag 2, {held}, due 4"
    assert what_moves({"leave": found}).by_service == {"leave": ["1 in the outbox", "2 not heard", "4 due"]}
