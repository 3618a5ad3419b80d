"""What a region that outlives its starter takes along, and what a command must say to mean it."""

import os
import select
import signal
import sys
from pathlib import Path

import pytest

from fairlead.embedded.cli import no_region, spawn_detached


def test_a_detached_process_keeps_no_file_of_its_starter_open(tmp_path: Path) -> None:
    ours, theirs = os.pipe()
    os.set_inheritable(theirs, True)  # as a shell's are: flock LOCK make demo, make demo | tee LOG
    pid = spawn_detached(
        [sys.executable, "-c", "import time; print('began', flush=True); time.sleep(60)"],
        env=dict(os.environ),
        log=tmp_path / "log",
    )
    try:
        os.close(theirs)
        readable, _, _ = select.select([ours], [], [], 10)
        assert readable, "somebody else has our pipe open"
        assert os.read(ours, 1) == b""
        assert os.waitpid(pid, os.WNOHANG) == (0, 0)  # it lives, and was not merely gone
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(ours)


def test_where_no_region_runs_the_remedy_names_the_folder_that_was_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FAIRLEAD_DATA", raising=False)
    monkeypatch.chdir(tmp_path)

    assert no_region(Path(".fairlead")).endswith("start one with: fairlead up")
    assert no_region(tmp_path / "my region").endswith(f"fairlead up --data '{tmp_path}/my region'")

    monkeypatch.setenv("FAIRLEAD_DATA", str(tmp_path / "mine"))
    assert no_region(tmp_path / "mine").endswith("start one with: fairlead up")
