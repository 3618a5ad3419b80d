"""The trace viewer: Zipkin in memory, loopback only. The region does not wait for it and lives without it."""

import os
import shutil
import signal
import zipfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from fairlead.embedded.children import Program
from fairlead.embedded.java import java, provide
from fairlead.embedded.layout import Layout
from fairlead.embedded.ports import HOST

VERSION = "3.6.1"


def zipkin_program(layout: Layout, *, port: int) -> Program:
    """Zipkin, fetched if need be. Blocks on the network the first time; raises RegionError if it cannot be fetched."""
    folder = provide(
        layout,
        f"zipkin-{VERSION}",
        title=f"Zipkin {VERSION}",
        coordinates=[f"io.zipkin:zipkin-server:{VERSION}:slim"],
        unpack=_unpack,
    )
    # Started from the unpacked program: the Spring Boot loader reads the jars inside the jar far more slowly.
    jars = [str(folder / line.split('"')[1]) for line in (folder / "BOOT-INF/classpath.idx").read_text().splitlines()]
    classpath = os.pathsep.join([str(folder / "BOOT-INF/classes"), *jars])
    scratch = layout.traces / "tmp"
    return Program(
        name="zipkin",
        argv=[
            *java("-Xms64m", "-Xmx192m", f"-Djava.io.tmpdir={scratch}", "-cp", classpath),
            "zipkin.server.ZipkinServer",
        ],
        env={
            "STORAGE_TYPE": "mem",
            "MEM_MAX_SPANS": "50000",  # ten times as many hang it with this heap
            "QUERY_PORT": str(port),
            "ARMERIA_PORTS_0_ADDRESS": HOST,
            "ARMERIA_PORTS_0_PORT": str(port),
            "ARMERIA_PORTS_0_PROTOCOLS_0": "http",
        },
        folder=layout.traces,
        stop_signal=signal.SIGKILL,  # it has nothing to keep, and takes seconds to say goodbye
        before=partial(_make_anew, scratch),
    )


def _make_anew(folder: Path) -> None:
    """Empty: killed each time, the viewer never removes the library that it unpacks at every start."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)


def _unpack(jars: Sequence[Path], folder: Path) -> None:
    with zipfile.ZipFile(jars[0]) as archive:
        archive.extractall(folder)
