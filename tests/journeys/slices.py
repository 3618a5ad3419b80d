"""What a slice played on a whole region is judged by: who was told, which figures moved, what the command line says."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from operator import sub
from pathlib import Path
from typing import Any, NamedTuple

from fairlead.demo.cast import Player
from fairlead.demo.stage import Stage
from fairlead.embedded.layout import Layout
from fairlead.embedded.processes import read_mark

FAIRLEAD = (sys.executable, "-m", "fairlead")

Counts = tuple[int, int]
"""Numerator and denominator."""


class Standing(NamedTuple):
    """How the command line says that an indicator stands this quarter, and what the last event behind it was."""

    counts: Counts
    evidence: str | None


def command(*words: str, data: Path) -> str:
    """What a command of the command line prints; it ends well."""
    ended = subprocess.run(
        [*FAIRLEAD, *words, "--data", str(data)], capture_output=True, text=True, timeout=300, check=False
    )
    assert ended.returncode == 0, f"{words}: exit {ended.returncode}\n{ended.stdout}\n{ended.stderr}"
    return ended.stdout


def told(stage: Stage, player: Player, event: str) -> list[str]:
    """The channels by which somebody was told of such events: ``leave.refused`` is ``fairlead.leave.refused.v1``."""
    decisions = stage.decisions(player, f"fairlead.{event}.v1")
    return sorted(one["channel"] for one in decisions if one["decision"] == "sent")


def services_along(stage: Stage, player: Player, event: str) -> set[str]:
    """Who took part in the journey of such an event that somebody was told of."""
    event_id = stage.decisions(player, f"fairlead.{event}.v1")[0]["event_id"]
    return {step["service"] for step in stage.trace(event_id)["steps"]}


def put(stage: Stage, player: Player, role: str, path: str, body: dict[str, Any]) -> None:
    with stage.here.signed_in(player.registration, role) as client:
        answer = client.put(path, json=body)
    assert answer.status_code == 204, answer.text


def figures(stage: Stage, trust: str, period: str, *codes: str) -> dict[str, Counts]:
    return {code: stage.figure(code, trust, period) for code in codes}


def added(before: Mapping[str, Counts], now: Mapping[str, Counts]) -> dict[str, Counts]:
    """By how much each has moved."""
    return {code: (sub(now[code][0], counts[0]), sub(now[code][1], counts[1])) for code, counts in before.items()}


def criteria(stage: Stage, data: Path, trust: str, code: str) -> dict[str, Standing]:
    """``fairlead criteria --code`` of one trust, by indicator: of a criterion, or of what is told beside them."""
    answer = json.loads(command("criteria", "--trust", trust, "--code", code, "--json", data=data))
    rows = [*answer["beside"], *(one for criterion in answer["criteria"] for one in criterion["indicators"])]
    return {row["code"]: Standing((row["numerator"], row["denominator"]), _evidence(stage, row)) for row in rows}


def verify(stage: Stage, data: Path) -> None:
    """Once all is at rest nothing is lost and nothing was done twice; else ``fairlead verify`` does not end well."""
    stage.settle()
    command("verify", data=data)


def kill(stage: Stage, name: str) -> None:
    """One of the region's processes, without warning, until it was started again and all is ready."""
    mark = read_mark(stage.here.layout, name)
    assert mark is not None
    os.kill(mark.pid, signal.SIGKILL)
    stage.until(lambda: _is_back(stage.here.layout, name, not_pid=mark.pid), "ready again")


def _is_back(layout: Layout, name: str, *, not_pid: int) -> bool:
    mark = read_mark(layout, name)
    if mark is None or mark.pid == not_pid or not mark.lives:
        return False
    status = [*FAIRLEAD, "status", "--data", str(layout.data)]
    return subprocess.run(status, capture_output=True, timeout=60, check=False).returncode == 0


def _evidence(stage: Stage, row: dict[str, Any]) -> str | None:
    if row["evidence"] is None:
        return None
    type_: str = stage.trace(row["evidence"]["event_id"])["event"]["type"]
    return type_.removeprefix("fairlead.").removesuffix(".v1")
