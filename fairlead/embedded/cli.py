"""The commands that begin, end and look into a region: up, down, logs, mail."""

import json as json_format
import os
import shlex
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from fairlead.commands.options import DEFAULT_DATA, Data
from fairlead.embedded.addresses import Addresses, read_addresses
from fairlead.embedded.children import last_word, rotate
from fairlead.embedded.errors import RegionError
from fairlead.embedded.layout import Layout
from fairlead.embedded.mail import caught
from fairlead.embedded.ports import DEFAULT_PORTAL
from fairlead.embedded.preflight import check_new
from fairlead.embedded.processes import SUPERVISOR, end, living, wait_gone

DOWN_WITHIN = 30.0
UP_WITHIN = 600.0  # the first start on a machine fetches archives

Port = Annotated[
    int, typer.Option("--port", envvar="FAIRLEAD_PORT", min=1, max=65535, help="Port of the portal on 127.0.0.1.")
]
Env = Annotated[str, typer.Option("--env", envvar="FAIRLEAD_ENV", help="dev, demo or test.")]


def up(
    data: Data = DEFAULT_DATA,
    port: Port = DEFAULT_PORTAL,
    processes: Annotated[bool, typer.Option(help="One process per service instead of one for all.")] = False,
    env: Env = "dev",
) -> None:
    """Run a region in the foreground until Ctrl-C or `fairlead down`."""
    from fairlead.embedded.region import fairleads_services, run_in_foreground  # noqa: PLC0415 - slow to import

    say = _speaker()
    try:
        run_in_foreground(data, port=port, env=env, processes=processes, say=say, services=fairleads_services)
    except RegionError as error:
        _refuse(str(error))
    say("down")


def down(data: Data = DEFAULT_DATA) -> None:
    """Stop the region and wait until none of its processes is left."""
    layout = Layout.of(data)
    processes = living(layout)
    if not processes:
        _refuse(no_region(data))
    if SUPERVISOR in processes:
        os.kill(processes[SUPERVISOR].pid, signal.SIGTERM)
        left = wait_gone(processes.values(), within=DOWN_WITHIN)
    else:
        left = list(processes.values())
    left = end([*left, *living(layout).values()], within=10)
    if left:
        _refuse(f"processes {', '.join(str(mark.pid) for mark in left)} of the region in {layout.data} do not end")
    typer.echo(f"the region in {layout.data} is down")


def logs(
    service: Annotated[str, typer.Argument(help="A service, or postgres, kafka, zipkin, region.")],
    data: Data = DEFAULT_DATA,
    lines: Annotated[int, typer.Option("--lines", "-n", min=1, help="How many of the last lines.")] = 200,
) -> None:
    """Print the end of one log."""
    layout = Layout.of(data)
    if not layout.logs.is_dir():
        _refuse(no_region(data))
    if not layout.log(service).exists():
        _refuse(no_log(layout, service))
    for line in layout.log(service).read_text(errors="replace").splitlines()[-lines:]:
        typer.echo(line)


def no_log(layout: Layout, name: str, *, besides: Iterable[str] = ()) -> str:
    """What is said of a log that there is not; ``besides``: names that stand in the log of another."""
    there = sorted({path.stem for path in layout.logs.glob("*.log")} | set(besides))
    return f"no log of {name} in {layout.logs}; there are: {', '.join(there) or 'none'}"


def mail(
    data: Data = DEFAULT_DATA, json: Annotated[bool, typer.Option("--json", help="Everything, for programs.")] = False
) -> None:
    """Show the mail the region has caught, oldest first."""
    layout = Layout.of(data)
    if not layout.mail.is_dir():
        _refuse(no_region(data))
    mails = caught(layout.mail)
    if json:
        typer.echo(json_format.dumps(mails, indent=2))
        return
    for each in mails:
        typer.echo(f"{each['date']}  {each['to']}  {each['subject']}")
    typer.echo(f"{len(mails)} caught")


def start_detached(data: Path, *, port: int, env: str, processes: bool = False, within: float = UP_WITHIN) -> Addresses:
    """Start a region that outlives this process; returns when its services are ready.

    Raises RegionError with the region's own last line if it does not come up.
    """
    layout = Layout.of(data)
    check_new(layout, portal=port)
    try:
        layout.create()
    except OSError as error:
        raise RegionError(f"{error.filename}: {error.strerror}; choose another folder with --data") from error
    log = layout.log("region")
    rotate(log)
    pid = spawn_detached(
        [sys.executable, "-m", "fairlead.embedded", "up", "--data", str(layout.data), "--port", str(port)]
        + ["--processes"] * processes,
        env={**os.environ, "FAIRLEAD_ENV": env},
        log=log,
    )
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        addresses = read_addresses(data)
        if addresses is not None and addresses.ready and addresses.pid == pid:
            return addresses
        if os.waitpid(pid, os.WNOHANG) != (0, 0):
            raise RegionError(last_word(log).removeprefix("fairlead: "))
        time.sleep(0.1)
    raise RegionError(f"the region in {layout.data} was not ready within {within:.0f} s; see {log}")


def spawn_detached(argv: list[str], *, env: dict[str, str], log: Path) -> int:
    """A process in a session of its own, meant to outlive us; its pid.

    It keeps none of our open files: whoever waits for one to be closed (a lock, a pipe) would wait as long as it lives.
    """
    append = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    streams = [(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0), (os.POSIX_SPAWN_OPEN, 1, str(log), append, 0o600)]
    closed = [(os.POSIX_SPAWN_CLOSE, each) for each in _inherited()]
    return os.posix_spawn(
        argv[0], argv, env, file_actions=[*streams, (os.POSIX_SPAWN_DUP2, 1, 2), *closed], setsid=True
    )


def _inherited() -> list[int]:
    """Open files beyond the three streams that a child of ours would have too: what our own parent left open."""
    found = []
    for each in (int(link.name) for link in Path("/proc/self/fd").iterdir()):
        with suppress(OSError):  # the listing's own is closed again
            if each > 2 and os.get_inheritable(each):
                found.append(each)
    return found


def no_region(data: Path) -> str:
    """What every command says that needs a region and finds none."""
    return f"no region runs in {data}; start one with: fairlead up{in_folder(data)}"


def in_folder(data: Path) -> str:
    """What a command needs besides to mean the region in this folder; nothing where it means it anyway."""
    meant = Path(os.environ.get("FAIRLEAD_DATA") or DEFAULT_DATA)
    return "" if data.absolute() == meant.absolute() else f" --data {shlex.quote(str(data))}"


def as_typed() -> str:
    """How this program is called from here: by its name where that finds it, else by where it lies."""
    script, found = Path(sys.executable).with_name("fairlead"), shutil.which("fairlead")
    if found and Path(found).resolve() == script.resolve():
        return "fairlead"
    return shlex.quote(str(script.relative_to(Path.cwd()) if script.is_relative_to(Path.cwd()) else script))


def _refuse(message: str) -> None:
    typer.echo(f"fairlead: {message}", err=True)
    raise typer.Exit(1)


def _speaker() -> Callable[[str], None]:
    """Progress for people on a terminal, plain lines for logs."""
    if not sys.stdout.isatty():
        return lambda line: print(line, flush=True)
    from rich.console import Console  # noqa: PLC0415 - only for people

    console = Console()
    return lambda line: console.print(f"[bold]fairlead[/bold] {line}", highlight=False)
