"""A region of the compose file, its secrets and port its own, driven as people drive it: by ``docker compose``."""

import json
import os
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.containers import KAFKA_IMAGE
from tests.postgres import free_tcp_port

ROOT = Path(__file__).parents[2]
COMPOSE = ROOT / "deploy" / "compose"
TAG = "test"
_REWRITES = "test -w /opt/kafka/config/log4j2.yaml"


@dataclass(frozen=True)
class Composed:
    project: str
    secrets: Path
    port: int
    issuer_port: int
    files: tuple[Path, ...]

    def prepare(self) -> None:
        told = {**os.environ, **self._env}
        subprocess.run([COMPOSE / "prepare", self.secrets], env=told, check=True, capture_output=True, timeout=60)

    def compose(self, *words: str, code: int = 0) -> str:
        """What ``docker compose`` writes, once it ended as expected."""
        files = [word for file in self.files for word in ("-f", str(file))]
        return docker("compose", "-p", self.project, "--env-file", os.devnull, *files, *words, env=self._env, code=code)

    def fairlead(self, *words: str) -> str:
        """A command of an operator, in a container of the region's network."""
        return self.compose("run", "--rm", "-T", "operator", *words)

    def answer(self, *words: str) -> Any:
        return json.loads(self.fairlead(*words, "--json"))

    def state(self, service: str) -> dict[str, Any]:
        name = f"{self.project}-{service}-1"
        found: dict[str, Any] = json.loads(docker("inspect", name))[0]
        return found

    def until_ready_again(self, service: str, *, since: str, within: float = 60.0) -> None:
        """Its container was started after that moment, and is healthy."""
        until = time.monotonic() + within
        while (state := self.state(service)["State"])["StartedAt"] == since or state["Health"]["Status"] != "healthy":
            assert time.monotonic() < until, f"{service} did not come back within {within:.0f} s: {state['Status']}"
            time.sleep(0.5)

    @property
    def _env(self) -> dict[str, str]:
        told = {"FAIRLEAD_SECRETS": str(self.secrets), "FAIRLEAD_TAG": TAG, "COMPOSE_PROFILES": "stand-ins"}
        return {**told, "FAIRLEAD_PORT": str(self.port), "FAIRLEAD_ISSUER_PORT": str(self.issuer_port)}


@contextmanager
def composed(folder: Path) -> Iterator[Composed]:
    """Built and up; at the end nothing is left of it but its images."""
    files = (COMPOSE / "compose.yaml", *_override())
    ports = (free_tcp_port(), free_tcp_port())
    region = Composed(f"fairlead-test-{os.getpid()}", folder / "secrets", *ports, files)
    region.prepare()
    region.compose("build")
    try:
        region.compose("up", "-d", "--wait")
        yield region
    finally:
        region.compose("--profile", "*", "down", "-v", "--timeout", "10")


def docker(*words: str, env: Mapping[str, str] | None = None, code: int = 0) -> str:
    """Its output; its complaint where that is what is expected."""
    ended = subprocess.run(
        ["docker", *words],
        env={**os.environ, **(env or {})},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert ended.returncode == code, f"{words}: exit {ended.returncode}\n{ended.stdout[-2000:]}\n{ended.stderr[-3000:]}"
    return ended.stdout if code == 0 else ended.stderr


def _override() -> list[Path]:
    """Nothing where Kafka's image is the official one."""
    asked = ["docker", "run", "--rm", "--entrypoint", "sh", KAFKA_IMAGE, "-c", _REWRITES]
    rewrites = subprocess.run(asked, capture_output=True, timeout=600, check=False).returncode == 0
    return [] if rewrites else [Path(__file__).parent / "override.yaml"]
