"""Fetching jars by their Maven coordinates."""

import errno
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from jgo.config import GlobalSettings
from jgo.maven import MavenContext
from requests import RequestException

from fairlead.embedded.errors import RegionError

NETWORK_TIMEOUT = 120  # seconds without a byte
# jgo has no error type of its own. Besides the network's (OSError), these are what torn POMs and jars raise in it.
JGO_ERRORS = (RuntimeError, AssertionError, ValueError, LookupError, AttributeError, SyntaxError, OSError, BadZipFile)


def fetch(title: str, coordinates: Sequence[str], *, scratch: Path) -> list[Path]:
    """Paths of all jars, those below `coordinates` included. Raises RegionError if one cannot be had.

    First through the user's Maven cache; a torn file there must not stop us, so then through `scratch` instead.
    """
    try:
        try:
            return _resolve(coordinates, None)
        except RequestException:
            raise
        except JGO_ERRORS:
            return _resolve(coordinates, scratch)
    except JGO_ERRORS as error:
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            raise
        raise RegionError(
            f"{title} is not on this machine and could not be fetched ({type(error).__name__}); it needs the network "
            "to a Maven repository once: connect and run again"
        ) from error


def _resolve(coordinates: Sequence[str], repository: Path | None) -> list[Path]:
    """Each coordinate with its dependencies, resolved apart: together they may pull each other to other versions."""
    settings = GlobalSettings.load()
    context = MavenContext(repo_cache=repository or settings.repo_cache, timeout=NETWORK_TIMEOUT)
    context.remote_repos |= settings.repositories  # an organisation's own mirror
    artifacts = {}
    for coordinate in coordinates:
        wanted = context.create_dependency(coordinate)
        if wanted.classifier:  # a program packed with all it needs
            artifacts[wanted.groupId, wanted.artifactId] = wanted.artifact
            continue
        wanted.scope = "compile"
        inputs, below = context.resolver.resolve([wanted])
        for each in [*inputs, *(dependency for dependency in below if dependency.scope in {"compile", "runtime"})]:
            artifacts.setdefault((each.groupId, each.artifactId), each.artifact)
    with ThreadPoolExecutor(max_workers=4) as pool:
        jars = list(pool.map(lambda artifact: Path(artifact.resolve()), artifacts.values()))
    for jar in jars:
        with ZipFile(jar) as archive:
            if archive.testzip() is not None:
                raise BadZipFile(str(jar))
    return jars
