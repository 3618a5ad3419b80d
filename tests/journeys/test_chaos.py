"""A short attack with a fixed seed: the whole of ``fairlead chaos``, from the first kill to the verdict."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.journey, pytest.mark.fault]


def test_a_region_that_is_attacked_for_ten_kills_loses_nothing_and_does_nothing_twice(tmp_path: Path) -> None:
    argv = ["chaos", "--seed", "150", "--minutes", "1", "--kills", "10", "--data", str(tmp_path), "--json"]

    command = [sys.executable, "-m", "fairlead", *argv]
    run = subprocess.run(command, check=False, capture_output=True, text=True, timeout=600)

    assert run.returncode == 0, run.stdout + run.stderr
    outcome = json.loads(run.stdout)
    assert sum(outcome["kills"].values()) >= 10
    assert outcome["events"] > 80
    assert outcome["load"]["imports"] >= 4
    assert {one["name"].split()[0] for one in outcome["invariants"]} >= {"I1", "I3", "I4", "I5", "I6", "C1", "C3", "C4"}
    [folder] = tmp_path.iterdir()
    log = (folder / "chaos.log").read_text()
    assert log.count(" kill ") == sum(outcome["kills"].values())
    assert "doctors.example" not in log
    assert "people.example" not in log
