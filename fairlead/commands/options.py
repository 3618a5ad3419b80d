"""What commands have in common before they look at any region: options, and how a refusal is said."""

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

ALONE = find_spec("fairlead.embedded") is None
"""This is the image of one service, which can neither run a region nor ask one."""

DEFAULT_DATA = Path(".fairlead")

Data = Annotated[Path, typer.Option("--data", envvar="FAIRLEAD_DATA", help="Folder of the region.", readable=False)]
Json = Annotated[bool, typer.Option("--json", help="For programs.")]


class Refused(Exception):
    """A command cannot do what it was asked; its message is the one line that says why and what to do."""
