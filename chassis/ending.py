"""How a process and its parts end: when they are asked to, and never without a word."""

import asyncio
import signal
from collections.abc import Coroutine
from typing import Any


class PartEnded(RuntimeError):
    """Something that was to run until it is stopped has ended; its process ends too, and is started again."""


def stop_on_signals() -> asyncio.Event:
    """An event that SIGTERM or SIGINT sets; call inside the running loop."""
    stop = asyncio.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(each, stop.set)
    return stop


def is_being_cancelled() -> bool:
    """Whether a CancelledError is meant for the task that we are in, or came out of another one that it awaits."""
    ours = asyncio.current_task()
    return ours is not None and ours.cancelling() > 0


async def until_stopped(part: Coroutine[Any, Any, None], stop: asyncio.Event) -> None:
    """A part of a service. Raises PartEnded where it ends unasked.

    A task group lets a cancelled task go without a word: its service would look well, and a part of it do nothing.
    """
    try:
        await part
    except asyncio.CancelledError:
        if is_being_cancelled():
            raise
    if not stop.is_set():
        raise PartEnded(f"{getattr(part, '__qualname__', part)} ended, and nobody had asked it to")
