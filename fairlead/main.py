"""The command line: ``fairlead COMMAND``. Exit 0 ok, 1 a failed check or no region, 2 misuse."""

import sys
from typing import Annotated

import httpx
import typer
from aiokafka.errors import KafkaError
from asyncpg import PostgresError

from fairlead import __version__
from fairlead.commands import language, serving
from fairlead.commands.options import ALONE, Refused

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None, help=__doc__
)
for command in (serving.run, serving.migrate, language.events):
    app.command()(command)
if not ALONE:
    from fairlead.commands import of_a_region

    of_a_region.add_to(app)


def _say_version(asked: bool) -> None:
    if asked:
        typer.echo(f"fairlead {__version__}")
        raise typer.Exit


@app.callback()
def _fairlead(
    _: Annotated[
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


def main() -> None:
    """Every expected trouble ends as one line on standard error and exit 1; misuse, as one line and exit 2."""
    try:
        sys.exit(app(standalone_mode=False))  # or Typer would write about misuse itself, in four lines
    except typer.TyperException as misuse:
        _misused(misuse)
    except Refused as refused:
        _say(str(refused))
    except (httpx.TransportError, ConnectionError, TimeoutError, KafkaError, PostgresError) as error:
        _say(f"the region does not answer ({type(error).__name__}); see: fairlead status")
    except OSError as error:
        _say(f"{error.filename}: {error.strerror}" if error.filename else str(error))
    except (KeyboardInterrupt, typer.Abort):
        sys.exit(130)


def _misused(misuse: typer.TyperException) -> None:
    """A name alone, without a command, is a question for help: then that is the message."""
    said = misuse.format_message()
    if said.startswith("Usage:"):
        typer.echo(said, err=True)
        sys.exit(misuse.exit_code)
    command = getattr(getattr(misuse, "ctx", None), "command_path", "fairlead")
    _say(f"{' '.join(said.split()).rstrip('.')}; see: {command} --help", code=misuse.exit_code)


def _say(line: str, *, code: int = 1) -> None:
    typer.echo(f"fairlead: {line}", err=True)
    sys.exit(code)
