"""The whole first journey on a whole region: through the command line and HTTP, and under fire."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from fairlead.commands.client import Region
from fairlead.demo import files
from fairlead.demo.cast import Cast, Spell
from fairlead.demo.stage import Stage
from fairlead.embedded.cli import start_detached
from tests.journeys.slices import kill
from tests.postgres import free_tcp_port

pytestmark = pytest.mark.journey

FAIRLEAD = [sys.executable, "-m", "fairlead"]
CROWD = 30
ROOT = Path(__file__).parents[2]


def run(*words: str, data: Path, code: int = 0) -> str:
    """A command of the command line; its output, once it ended as expected."""
    ended = subprocess.run(
        [*FAIRLEAD, *words, "--data", str(data)], capture_output=True, text=True, timeout=300, check=False
    )
    assert ended.returncode == code, f"{words}: exit {ended.returncode}\n{ended.stdout}\n{ended.stderr}"
    return ended.stdout if code == 0 else ended.stderr


def answer(*words: str, data: Path) -> Any:
    return json.loads(run(*words, "--json", data=data))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A region that has played its story once."""
    folder = tmp_path_factory.mktemp("region") / "data"
    start_detached(folder, port=free_tcp_port(), env="test")
    try:
        run("demo", data=folder)
        yield folder
    finally:
        run("down", data=folder)


@pytest.fixture(scope="module")
def stage(here: Region, cast: Cast, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """The people of these tests are known, and so are the region's trusts."""
    folder, prepared = tmp_path_factory.mktemp("files"), Stage(here)
    prepared.import_file("people", files.people(folder, cast))
    prepared.import_file("appointments", files.appointments(folder, cast))
    prepared.import_file("placements", files.placements(folder, "p.xlsx", list(cast.spells.values())))
    prepared.settle()
    return prepared


def crowd(cast: Cast) -> list[Spell]:
    """Many posts of one doctor, so that one file says many things about one key."""
    first = cast.spells["steady"]
    return [replace(first, post=f"NWE/R0A02/9{n:02}/ST3/{cast.seed % 1000:03}", wte="0") for n in range(CROWD)]


def test_every_invariant_holds_after_the_story(data: Path) -> None:
    invariants = answer("verify", data=data)["invariants"]
    assert {one["name"].split()[0] for one in invariants} >= {"I1", "I2", "I3", "I4", "I5", "I7", "I9", "I10"}
    assert [one for one in invariants if not one["holds"]] == []


def test_status_says_what_others_rely_on(data: Path) -> None:
    status = answer("status", data=data)
    assert set(status["services"]) == {
        "registry",
        "opportunities",
        "leave",
        "feedback",
        "recognition",
        "role_modelling",
        "notifications",
        "reporting",
        "portal",
    }
    for one in status["services"].values():
        assert {"ready", "outbox", "lag", "held", "due_deliveries"} <= one.keys()
        assert one["ready"] is True
    assert status["kafka"].keys() == {"bootstrap"}
    assert status["postgres"].keys() == {"dsn"}
    assert all(status[name] for name in ("portal", "traces", "mail"))


def test_mail_why_trace_and_report_have_their_keys(data: Path) -> None:
    mails = answer("mail", data=data)
    keys = {"to", "from", "subject", "message_id", "date", "text", "html", "headers", "copies"}
    assert all(mail.keys() >= keys for mail in mails)
    moved = next(mail for mail in mails if "changed" in mail["subject"] and mail["text"].count("was") > 2)
    told = answer("why", moved["to"], data=data)
    assert all(one.keys() >= {"event_id", "type", "channel", "decision", "reason", "at"} for one in told)
    assert len({(one["event_id"], one["channel"]) for one in told}) == len(told)
    event = next(one["event_id"] for one in told if one["type"] == "fairlead.placement.changed.v1")
    trace = answer("trace", event, data=data)
    assert trace.keys() >= {"trace_id", "event", "cause", "effects", "steps", "url"}
    assert {"registry", "notifications"} <= {step["service"] for step in trace["steps"]}
    report = answer("report", "region", data=data)
    assert report["as_of"]
    row = {"code", "trust", "period", "numerator", "denominator", "value"}
    assert all(one.keys() >= row for one in report["indicators"])
    assert {"R30", "R18", "F-E1"} <= {one["code"] for one in report["indicators"]}
    assert all(re.fullmatch(r"\d{4}-\d\d-Q[1-4]", one["period"]) for one in report["indicators"])
    [lost] = answer("criteria", "--code", "T-D1", data=data)["criteria"]
    evidence = next(one["evidence"] for one in lost["indicators"] if one["code"] == "R18")
    assert answer("trace", evidence["event_id"], data=data)["event"]["type"] == "fairlead.leave.refused.v1"


def test_the_page_by_hand_works_as_it_is_typed(data: Path, here: Region) -> None:
    page = (ROOT / "docs" / "by-hand.md").read_text()
    typed = "set -euo pipefail\n" + "".join(re.findall(r"^```sh\n(.*?)^```$", page, re.MULTILINE | re.DOTALL))
    at = {"FAIRLEAD_DATA": str(data), "FAIRLEAD_PORT": here.addresses.portal.rsplit(":", 1)[1]}

    ended = subprocess.run(
        ["bash", "-c", typed],
        cwd=ROOT,
        env={**os.environ, **at},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    assert ended.returncode == 0, f"{ended.stdout}\n{ended.stderr}"
    lines = ended.stdout.splitlines()
    assert "people.csv (people): 5 rows, 5 added, 0 changed, 0 unchanged, 0 removed, 0 rejected" in lines
    assert "placements.csv (placements): 5 rows, 0 added, 0 changed, 5 unchanged, 0 removed, 0 rejected" in lines
    assert "changes.csv (placements): 3 rows, 0 added, 2 changed, 0 unchanged, 1 removed, 0 rejected" in lines
    told = [json.loads(line) for line in lines if line.startswith("{")]
    touched, disputed, refused, anew, _, inbox, checked, calendar, panel, left, *_, verified = told
    assert touched["placement_affected"] is True
    assert (disputed["outcome"], disputed["fields"]) == ("corrected", ["wte"])
    assert (refused["status"], refused["refusal"]["reason"]) == ("refused", "minimum_staffing")
    assert (anew["status"], anew["steps"][0]["role"]) == ("waiting", "rota_coordinator")
    assert {"fairlead.leave.refused.v1", "fairlead.feedback.given.v1"} <= {one["type"] for one in inbox["items"]}
    assert checked["days_short"] == checked["days_owed"] > 0
    assert (calendar["days_short"], calendar["days_free"] > calendar["days_owed"]) == (0, True)
    assert (panel["waits_for_you"], {day["most_away"] for day in panel["capacity"]} <= {1}) == (True, True)
    assert {account["taken"] + account["booked"] for account in left["accounts"]} == {0}
    assert (verified["state"], verified["title"], verified["holder"]) == ("valid", "Patient safety meeting", "D. S.")
    assert not [line for line in lines if line.startswith("FAIL")]


def test_a_demonstration_and_fairlead_trace_tell_the_same_steps(data: Path, stage: Stage, cast: Cast) -> None:
    told = answer("why", cast.players["mover"].registration, data=data)
    event = told[0]["event_id"]

    assert stage.trace(event)["steps"] == answer("trace", event, data=data)["steps"]


def test_what_an_operator_did_names_them_and_the_moment_as_every_api_does(data: Path) -> None:
    [newest, *_] = answer("imports", data=data)
    run("notifications", "pause", "--import", newest["id"], "--reason", "a trial", data=data)
    run("notifications", "resume", "--import", newest["id"], data=data)

    done = answer("audit", data=data)[-2:]

    assert [(one["by"], one["reason"]) for one in done] == [("operator", "a trial"), ("operator", "")]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z", one["at"]) for one in done)
    assert "  operator  notifications notifications.paused import " in run("audit", data=data)


def test_repair_of_what_is_not_held_says_where_to_look(data: Path) -> None:
    said = run("held", "replay", "leave", "987654", data=data, code=1)
    assert said == "fairlead: leave holds no record 987654; see: fairlead held list\n"
    said = run("why", "nobody@nowhere.example", data=data, code=1)
    assert said.startswith("fairlead: nobody is known by 'nobody@nowhere.example'; ")


def test_a_trace_in_the_viewer_reaches_from_the_click_to_the_mail(data: Path, here: Region) -> None:
    decided = next(mail for mail in answer("mail", data=data) if "decision" in mail["subject"])
    told = answer("why", decided["to"], data=data)
    event = next(one["event_id"] for one in told if one["type"] == "fairlead.leave.refused.v1")
    trace_id = answer("trace", event, data=data)["trace_id"]
    spans: list[dict[str, Any]] = []
    until = time.monotonic() + 60
    while time.monotonic() < until:
        found = httpx.get(f"{here.addresses.traces}/api/v2/trace/{trace_id}", trust_env=False)
        spans = found.json() if found.is_success else []
        if {"send mail", "post /api/leave/requests/{request_id}/refusal"} <= {span.get("name") for span in spans}:
            break
        time.sleep(0.5)
    services = {span["localEndpoint"]["serviceName"] for span in spans}
    assert services >= {"fairlead-portal", "fairlead-leave", "fairlead-notifications", "fairlead-reporting"}


def test_one_change_is_one_mail_and_one_import_one_mail_to_each_coordinator(
    stage: Stage, cast: Cast, tmp_path: Path
) -> None:
    mover, coordinators = cast.players["mover"], ("coordinator_old", "coordinator_new")
    report = stage.import_file("placements", files.placements(tmp_path, "c.xlsx", cast.after_changes()))
    again = stage.import_file("placements", files.placements(tmp_path, "c.xlsx", cast.after_changes()[:2]))
    stage.settle()
    assert (report["changed"], report["removed"]) == (2, 1)
    assert (again["changed"], again["unchanged"]) == (0, 2)
    assert len(stage.mails(mover)) == 1
    assert [len(stage.mails(cast.players[role])) for role in coordinators] == [1, 1]
    assert mover.family not in stage.mails(mover)[0]["subject"]


def test_one_persons_mail_is_not_anothers_business(stage: Stage, cast: Cast) -> None:
    learner, steady = cast.players["learner"], cast.players["steady"]
    first = cast.today + timedelta(days=70)
    body = {
        "type": "study",
        "leadership": True,
        "activity": "A course",
        "provider": "A college",
        "first_day": first.isoformat(),
        "last_day": first.isoformat(),
    }
    asked = stage.post(learner, "resident_doctor", "/api/leave/requests", body)
    with stage.here.signed_in(steady.registration, "resident_doctor") as stranger:
        assert stranger.get(f"/api/leave/requests/{asked['id']}").status_code == 404
        assert stranger.post(f"/api/leave/requests/{asked['id']}/approval", json={}).status_code in (403, 404)
    stage.settle()


@pytest.mark.parametrize("victim", ["services", "kafka", "postgres"])
def test_a_process_killed_during_an_import_costs_time_and_nothing_else(
    stage: Stage, cast: Cast, tmp_path: Path, data: Path, victim: str
) -> None:
    at = ("services", "kafka", "postgres").index(victim)
    before = [replace(spell, post=f"{spell.post}/{at}") for spell in crowd(cast)]
    after = [replace(spell, end=spell.end + timedelta(days=1)) for spell in before]
    stage.import_file("placements", files.placements(tmp_path, "before.xlsx", before))
    told = len(stage.decisions(cast.players["steady"], "fairlead.placement.changed.v1"))
    upload = files.placements(tmp_path, "after.xlsx", after)
    with stage.here.as_operator() as client:
        asked = client.post(
            "/api/registry/imports", files={"file": ("after.xlsx", upload.read_bytes())}, data={"kind": "placements"}
        )
    assert asked.status_code == 202
    kill(stage, victim)
    run("settle", "--timeout", "90", data=data)
    decisions = stage.decisions(cast.players["steady"], "fairlead.placement.changed.v1")
    assert len(decisions) - told == 3 * CROWD  # one for each channel and change
    assert {(one["decision"], one["reason"]) for one in decisions} == {("sent", None), ("withheld", "no_subscription")}
    assert json.loads(run("verify", "--json", data=data))["invariants"]


def test_nothing_personal_is_in_logs_or_spans(data: Path, here: Region, cast: Cast, stage: Stage) -> None:
    logs = "".join(path.read_text(errors="replace") for path in here.layout.logs.glob("*.log"))
    asked = {"limit": 200, "lookback": 3_600_000}
    spans = httpx.get(f"{here.addresses.traces}/api/v2/traces", params=asked, trust_env=False).text
    for player in cast.players.values():
        for word in (player.email, player.registration, f"{player.given} {player.family}"):
            stands_there = re.compile(rf"(?<![0-9a-f]){re.escape(word)}(?![0-9a-f])")  # not some digits of a trace's id
            assert not stands_there.search(logs)
            assert not stands_there.search(spans)


def test_a_region_killed_as_a_whole_comes_back_and_down_leaves_no_process(data: Path, here: Region) -> None:
    supervisor = psutil.Process(here.addresses.pid)
    family = [supervisor, *supervisor.children(recursive=True)]
    mails = len(answer("mail", data=data))
    for process in family:
        with suppress(psutil.NoSuchProcess):  # the kernel ends children on its own when the supervisor dies
            process.kill()
    psutil.wait_procs(family, timeout=10)
    assert "no region runs" in run("status", data=data, code=1)
    back = start_detached(data, port=int(here.addresses.portal.rsplit(":", 1)[1]), env="test")
    assert back.portal == here.addresses.portal
    run("settle", "--timeout", "90", data=data)
    came = {mail["subject"] for mail in answer("mail", data=data)[mails:]}
    assert came <= {"A role at your organisation is vacant"}  # the registry looks for those as it starts
    assert [one for one in answer("verify", data=data)["invariants"] if not one["holds"]] == []


def test_an_unreadable_file_is_refused_in_one_line_and_changes_nothing(data: Path, tmp_path: Path) -> None:
    nonsense = tmp_path / "nonsense.xlsx"
    nonsense.write_bytes(os.urandom(2000))
    said = run("import", "placements", str(nonsense), data=data, code=1)
    assert said.count("\n") == 1
    assert "nonsense.xlsx" in said
