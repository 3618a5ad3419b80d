"""A region without the rest of the command line: `python -m fairlead.embedded up`."""

import typer

from fairlead.embedded import cli

app = typer.Typer(no_args_is_help=True, add_completion=False)
for command in (cli.up, cli.down, cli.logs, cli.mail):
    app.command()(command)

if __name__ == "__main__":
    app()
