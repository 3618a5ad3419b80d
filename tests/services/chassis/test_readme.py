"""The service on the README's one page is a service: it starts, hears, refuses, keeps and says as the page claims."""

import importlib.util
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from uuid import uuid4

import pytest
from joserfc.jwk import KeySet, OKPKey

from chassis import Running, ServiceSettings, migrate
from chassis.clock import SetClock
from contracts import Grant
from contracts.feedback import FeedbackGiven
from contracts.vocabulary import Role
from tests.postgres import TestPostgres
from tests.services.chassis.toy import TODAY
from tests.services.driver import Driver, an_actor
from tests.services.leave.stories import a_placement, announced

ROOT = Path(__file__).parents[3]
PAGE = re.compile(r"```python\n# (?P<path>\S+)\n(?P<code>.*?)```", re.DOTALL)


@pytest.fixture
def page(tmp_path: Path) -> ModuleType:
    """The README's code as the files it says it is."""
    found = list(PAGE.finditer((ROOT / "chassis" / "README.md").read_text()))
    assert [each["path"] for each in found] == ["notes/app.py", "notes/migrations/notes_0001_first.py"]
    for each in found:
        file = tmp_path / each["path"]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(each["code"])
    spec = importlib.util.spec_from_file_location("notes_of_the_readme", tmp_path / "notes" / "app.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
async def notes(page: ModuleType, postgres: TestPostgres, signing_key: OKPKey) -> AsyncIterator[Driver]:
    settings = ServiceSettings(
        env="test",
        database=await postgres.database(),
        kafka="127.0.0.1:1",
        public_keys=KeySet([signing_key]).as_dict(),
        pool_size=3,
    )
    clock, service = SetClock(TODAY), page.service(settings)
    await migrate(settings.database, service.migrations)
    running = Running(replace(service, clock=clock))
    yield Driver(running, signing_key, clock)
    await running.database.close()
    running.telemetry.close()


async def test_the_page_does_what_it_says(notes: Driver) -> None:
    doctor, supervisor = uuid4(), an_actor(Grant(Role.SUPERVISOR))
    body = {"doctor_id": str(doctor), "words": "Well led.", "about": "2026-11-20"}
    async with notes.http(supervisor) as http:
        assert (await http.post("/api/notes", json=body)).status_code == 404

        [stamp] = await notes.hears(announced(a_placement(doctor, host="RTD")))
        await notes.hears(announced(a_placement(doctor, host="R0B")), stamp=stamp)
        written = await http.post("/api/notes", json=body)

    assert written.status_code == 201, written.text
    [given] = await notes.said(FeedbackGiven)
    assert (str(given.feedback_id), given.doctor_id, given.trust) == (written.json()["id"], doctor, "RTD")
    assert given.giver_id == supervisor.person_id


async def test_the_page_lets_nobody_in_whom_its_policy_does_not_name(notes: Driver) -> None:
    async with notes.http(an_actor(Grant(Role.RESIDENT_DOCTOR))) as http:
        refused = await http.post("/api/notes", json={"doctor_id": str(uuid4()), "words": "x", "about": "2026-11-20"})
    assert refused.status_code == 403
    assert await notes.said() == []
