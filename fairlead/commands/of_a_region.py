"""Every command that starts a region or asks one. The image of a service has none of them."""

import typer

from fairlead.commands import chaos, criteria, halting, importing, people, rebuilding, region, repair, ruling, tracing
from fairlead.embedded import cli as embedded


def add_to(app: typer.Typer) -> None:
    """Beside ``run``, ``migrate`` and ``events``."""
    held = typer.Typer(no_args_is_help=True, help="Records that could not be applied.")
    report = typer.Typer(no_args_is_help=True, help="Figures and reports.")
    notifications = typer.Typer(no_args_is_help=True, help="The mails of an import: paused, resumed, cancelled.")
    rules = typer.Typer(no_args_is_help=True, help="Dated rules: what is in force, and what shall be.")
    app.add_typer(held, name="held")
    app.add_typer(rules, name="rules")
    app.add_typer(notifications, name="notifications")
    app.add_typer(report, name="report")

    for command in (
        *(embedded.up, embedded.down, region.status, region.settle, region.demo, region.logs),
        *(importing.import_file, importing.imports),
        *(people.token, embedded.mail, people.why, tracing.trace),
        *(repair.verify, repair.audit, rebuilding.rebuild),
        *(criteria.criteria, chaos.chaos),
    ):
        app.command("import" if command is importing.import_file else None)(command)
    held.command("list")(repair.held_list)
    held.command("show")(repair.held_show)
    held.command("replay")(repair.held_replay)
    held.command("discard")(repair.held_discard)
    notifications.command("pause")(halting.pause)
    notifications.command("resume")(halting.resume)
    notifications.command("cancel")(halting.cancel)
    report.command("region")(people.report_region)
    report.command("parts")(people.report_parts)
    rules.command("list")(ruling.rules_list)
    rules.command("set")(ruling.rules_set)
