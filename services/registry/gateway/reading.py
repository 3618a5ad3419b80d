"""Reads an uploaded file in a process of its own: what the file holds can use up that one only."""

import pickle
import signal
import sys
from collections.abc import Generator
from contextlib import suppress
from dataclasses import dataclass
from subprocess import DEVNULL, PIPE, Popen

from services.registry.domain.cells import Cell
from services.registry.gateway import sheets
from services.registry.gateway.sheets import CannotRead, too_large

_GAVE_UP = (-signal.SIGABRT, -signal.SIGSEGV, -signal.SIGBUS)
"""How it ends where it is refused memory. Ended by anybody else, it is tried again."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may ask for: rows that hold anything, memory and seconds of a processor to read them."""

    rows: int
    memory_mb: int
    seconds: int


def read_sheet(content: bytes, limits: Limits) -> Generator[tuple[int, list[Cell]]]:
    """The rows that hold anything, each with its own number in the sheet (the first is 1), as far as they are wanted.

    Takes a second or two: call it off the event loop, and close it. Raises CannotRead.
    """
    asked = map(str, (limits.rows, limits.memory_mb, limits.seconds))
    command = [sys.executable, "-BP", sheets.__file__, *asked]
    # Without our environment, which holds secrets: the file may be made to harm whoever reads it.
    with Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env={}) as reader:  # noqa: S603 - our own program
        if reader.stdin is None or reader.stdout is None:
            raise AssertionError("pipes were asked for")
        try:
            with suppress(BrokenPipeError), reader.stdin:
                reader.stdin.write(content)
            while True:
                try:
                    said = pickle.load(reader.stdout)  # noqa: S301 - from our own program
                except (EOFError, pickle.UnpicklingError):
                    raise _ended(reader.wait(), limits) from None
                if said is None:
                    return
                if isinstance(said, str):
                    raise CannotRead(said)
                yield from said
        finally:
            reader.kill()


def _ended(code: int, limits: Limits) -> Exception:
    """Why there is no more, though it did not come to its end."""
    if code in _GAVE_UP:
        return CannotRead(too_large(limits.memory_mb))
    if code == -signal.SIGXCPU:
        return CannotRead(f"the file takes more than {limits.seconds} seconds to be read; split it")
    return ChildProcessError(f"the reader of files ended with {code}")
