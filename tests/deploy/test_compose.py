"""The compose file for real: its images, the story on it, all data kept, one service killed. Needs Docker."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from fairlead.commands.serving import SERVICES
from tests.deploy.composed import TAG, Composed, composed, docker
from tests.services.portal.browser import form_of

LOOK_INSIDE = """
import importlib.util, json, os, pathlib
here = pathlib.Path('/app')
print(json.dumps({
    'embedded': importlib.util.find_spec('fairlead.embedded') is not None,
    'services': sorted(p.name for p in (here / 'services').iterdir() if p.is_dir() and not p.name.startswith('__')),
    'rooms': sorted(p.name for p in here.iterdir()),
    'fairlead': sorted(p.name for p in (here / 'fairlead').iterdir() if not p.name.startswith('__')),
    'user': os.getuid(),
    'may_write': os.access(here, os.W_OK),
}))
"""


@pytest.fixture(scope="module")
def here(infrastructure: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Composed]:
    if infrastructure != "containers":
        pytest.skip("a region of compose takes minutes: make containers")
    with composed(tmp_path_factory.mktemp("compose")) as region:
        yield region


@pytest.mark.parametrize("service", SERVICES)
def test_an_image_holds_its_own_service_and_no_other(here: Composed, service: str) -> None:
    inside = json.loads(_in_image(service, "python", "-c", LOOK_INSIDE))

    assert inside.pop("services") == [service]
    assert inside.pop("user") == 10001
    assert inside == {
        "embedded": False,
        "rooms": ["chassis", "contracts", "fairlead", "services"],
        "fairlead": ["commands", "main.py"],
        "may_write": False,
    }


def test_in_an_image_the_embedded_region_cannot_be_imported_and_other_services_cannot_be_run(here: Composed) -> None:
    said = _in_image("leave", "python", "-c", "import fairlead.embedded", code=1)
    assert said.endswith("ModuleNotFoundError: No module named 'fairlead.embedded'\n")
    assert _in_image("leave", "fairlead", "run", "feedback", code=1) == (
        "fairlead: the code of feedback is not in this image\n"
    )
    assert "fairlead.leave.refused.v1" in _in_image("leave", "fairlead", "events")


def test_the_story_passes_and_every_invariant_holds(here: Composed) -> None:
    told = here.fairlead("demo")

    assert told.count("✓") == 6
    assert _failing(here) == []


def test_somebody_signs_in_on_the_website_through_the_issuer(here: Composed) -> None:
    def found(url: str) -> str:  # as a browser finds it, which this machine's resolver need not know
        return url.replace("issuer.localhost", "127.0.0.1")

    portal = f"http://127.0.0.1:{here.port}"
    with httpx.Client(base_url=portal, trust_env=False) as browser:
        fields, _ = form_of(browser.get("/sign-in").text, None)
        asked = browser.post("/sign-in", data=fields, headers={"Origin": portal}).headers["location"]
        assert asked.startswith(f"http://issuer.localhost:{here.issuer_port}/authorize?")
        back = browser.post(found(asked), data={"person": "operator"}).headers["location"]
        entered = browser.get(back, follow_redirects=True)

    assert back.startswith(f"{portal}/sign-in/callback?")
    assert entered.status_code == 200
    assert "Sign out" in entered.text


def test_only_portal_and_issuer_are_reached_from_outside_and_only_from_this_machine(here: Composed) -> None:
    containers = [json.loads(line) for line in here.compose("ps", "--format", "json").splitlines()]
    published = {
        (one["Service"], to["URL"]) for one in containers for to in one["Publishers"] or () if to["PublishedPort"]
    }

    assert published == {("portal", "127.0.0.1"), ("stand-ins", "127.0.0.1")}
    assert httpx.get(f"http://127.0.0.1:{here.port}/readyz", trust_env=False).json()["ready"] is True


def test_no_secret_is_in_what_docker_tells_of_a_container(here: Composed) -> None:
    passwords = [file.read_text() for file in (here.secrets / "postgres").iterdir()]
    told = docker("inspect", *here.compose("ps", "-aq").split())

    assert len(passwords) == len(SERVICES) + 1
    assert [password for password in passwords if password in told] == []


def test_all_data_is_kept_when_it_is_stopped_and_started(here: Composed) -> None:
    before = _kept(here)
    here.compose("stop")

    here.compose("up", "-d", "--wait")

    after = _kept(here)
    assert before["mail"]
    assert before["mail"] - after["mail"] == set()  # the jobs of a new start may add to it: a post that is vacant, say
    assert before["figures"].keys() - after["figures"].keys() == set()
    still = {cell: known for cell, known in before["figures"].items() if _moved(after, cell) == known["moved_at"]}
    assert "F-E1" in {code for code, _, _ in still}  # the story's own
    assert {cell: after["figures"][cell] for cell in still} == still
    assert [cell for cell in before["figures"] if _moved(after, cell) < _moved(before, cell)] == []
    assert _failing(here) == []


def test_a_killed_service_comes_back_by_itself_and_costs_time_only(here: Composed) -> None:
    started = here.state("notifications")["State"]["StartedAt"]
    here.compose("exec", "-T", "notifications", "sh", "-c", "kill -KILL $(cat /proc/1/task/1/children)")

    told = here.fairlead("demo")  # its mails wait for whoever sends them

    assert told.count("✓") == 6
    here.until_ready_again("notifications", since=started)
    assert here.state("notifications")["RestartCount"] == 1
    assert _failing(here) == []


def _in_image(service: str, *words: str, code: int = 0) -> str:
    program, *arguments = words
    command = ("run", "--rm", "--entrypoint", program, f"fairlead-{service}:{TAG}", *arguments)
    return docker(*command, code=code)


def _kept(here: Composed) -> dict[str, Any]:
    """What people would miss: the mail, and the figure of each cell, which is a code, a trust and a period."""
    indicators = here.answer("report", "region")["indicators"]
    figures = {(one["code"], one["trust"], one["period"]): one for one in indicators}
    return {"mail": {one["message_id"] for one in here.answer("mail")}, "figures": figures}


def _moved(kept: dict[str, Any], cell: tuple[str, str | None, str]) -> str:
    return str(kept["figures"][cell]["moved_at"])


def _failing(here: Composed) -> list[str]:
    return [one["name"] for one in here.answer("verify")["invariants"] if not one["holds"]]
