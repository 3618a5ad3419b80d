"""Commands that need a region say so where none runs."""

import subprocess
import sys
from pathlib import Path

import pytest

FAIRLEAD = [sys.executable, "-m", "fairlead"]


@pytest.mark.parametrize(
    "words",
    [
        *(["status"], ["settle"], ["down"], ["verify"], ["report", "region"], ["held", "list"], ["mail"], ["imports"]),
        *(
            ["why", "7000001"],
            ["token", "7000001"],
            ["trace", "018f0000-0000-7000-8000-000000000000"],
            ["held", "show", "leave", "1"],
        ),
        *(["logs", "leave"], ["migrate"]),
    ],
    ids=" ".join,
)
def test_without_a_region_every_command_says_so_in_one_line(words: list[str], tmp_path: Path) -> None:
    nothing = tmp_path / "nothing"
    ended = subprocess.run(
        [*FAIRLEAD, *words, "--data", str(nothing)], capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 1, ended.stdout
    assert ended.stderr.startswith(f"fairlead: no region runs in {nothing}; ")
    assert ended.stderr.count("\n") == 1
