"""Tests keep their databases in memory where there is room for every worker of the run."""

import shutil
from pathlib import Path

import pytest

from tests import postgres


@pytest.mark.parametrize(("workers", "is_room"), [("1", True), ("3", False)])
def test_each_worker_of_a_run_needs_room_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: str, is_room: bool
) -> None:
    memory = tmp_path / "memory"
    memory.mkdir()
    monkeypatch.setattr(postgres, "_MEMORY", memory)
    monkeypatch.setattr(postgres, "_ROOM", shutil.disk_usage(memory).free // 2)
    monkeypatch.setenv("PYTEST_XDIST_WORKER_COUNT", workers)

    with postgres.in_memory(tmp_path) as folder:
        assert (folder.parent == memory, folder == tmp_path) == (is_room, not is_room)
