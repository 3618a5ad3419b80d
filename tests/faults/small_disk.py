"""A disk of a few megabytes, to be filled to the last byte and emptied again."""

import contextlib
import errno
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest


class SmallDisk:
    """A tmpfs: what is written there beyond its size meets ENOSPC, as on any full disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ballast = folder / "ballast"

    def fill(self) -> None:
        """Take what is left, and what has been given back since, to the last page."""
        with self._ballast.open("ab", buffering=0) as ballast:
            for size in (1 << 20, 1 << 12):
                while _fits(ballast, size):
                    pass

    def free(self) -> None:
        self._ballast.unlink(missing_ok=True)


def _fits(ballast: IO[bytes], size: int) -> bool:
    try:
        return ballast.write(bytes(size)) == size
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        return False


@contextlib.contextmanager
def small_disk(folder: Path, *, megabytes: int) -> Iterator[SmallDisk]:
    """Mounted at ``folder`` until the block ends; the logs and pids of what lives there lie on the disk beside it.

    Skips the test, saying so, where nobody may mount.
    """
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    mounted = subprocess.run(mount, capture_output=True, text=True, check=False)
    if mounted.returncode != 0:
        pytest.skip(f"a full disk needs the right to mount a tmpfs: {mounted.stderr.strip()}")
    for name in ("logs", "run"):
        beside = folder.with_name(f"{folder.name}-{name}")
        beside.mkdir()
        (folder / name).symlink_to(beside)
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
