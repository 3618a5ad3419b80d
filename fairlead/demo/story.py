"""Six scenes: a region is set up, a placement changes, leave is refused, feedback is given, the figures move."""

import random
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from rich.console import Console

from chassis.clock import SystemClock, london_date
from fairlead.commands.client import Region, region
from fairlead.demo import files
from fairlead.demo.cast import Cast
from fairlead.demo.stage import Stage, check
from fairlead.embedded.addresses import read_addresses
from fairlead.embedded.cli import as_typed, in_folder, start_detached

_CHANGED, _CANCELLED = "fairlead.placement.changed.v1", "fairlead.placement.cancelled.v1"
_AFFECTED, _REFUSED = "fairlead.leave.placement_affected.v1", "fairlead.leave.refused.v1"
_GIVEN = "fairlead.feedback.given.v1"


@dataclass
class Play:
    """One performance: the stage, the cast, and what has happened so far."""

    stage: Stage
    cast: Cast
    folder: Path
    console: Console
    journeys: dict[str, str] = field(default_factory=dict)
    """Event ids worth following, by what they are about."""


def play(data: Path, port: int) -> None:
    """Start a region if none runs, play all scenes, say where to look. Raises Refused at the first step that fails."""
    console = Console(highlight=False, soft_wrap=True)
    here = _region(data, port, console)
    cast = Cast(today=london_date(SystemClock().now()), seed=random.SystemRandom().randrange(2**32))
    with tempfile.TemporaryDirectory(prefix="fairlead-demo-") as folder:
        performance = Play(Stage(here), cast, Path(folder), console)
        for number, scene in enumerate(_SCENES, 1):
            with console.status(f"{number} of {len(_SCENES)}: {scene.__doc__}"):
                told = scene(performance)
            console.print(f"[green]✓[/green] {number}. {scene.__doc__}")
            for line in told:
                console.print(f"     {line}")
    _where_to_look(here, performance)


def _region(data: Path, port: int, console: Console) -> Region:
    if read_addresses(data) is None:
        with console.status("starting a region: PostgreSQL, Kafka, mail, traces and every service"):
            start_detached(data, port=port, env="demo")
        ended = f"{as_typed()} down{in_folder(data)}"
        console.print(f"[green]✓[/green] a region runs in {data}; it stays: {ended} ends it")
    return region(data)


def _set_up(play: Play) -> list[str]:
    """The register of trusts is in, and with it the deanery of the North West."""
    report = play.stage.import_file("organisations", files.register(play.folder))
    return [f"{report['rows']} organisations, {report['added']} new, {report['unchanged']} as before"]


def _people_come(play: Play) -> list[str]:
    """Doctors, their placements and everybody's appointments arrive as spreadsheets."""
    stage, cast = play.stage, play.cast
    brought = [
        stage.import_file("people", files.people(play.folder, cast)),
        stage.import_file("appointments", files.appointments(play.folder, cast)),
        stage.import_file("placements", files.placements(play.folder, "placements.xlsx", list(cast.spells.values()))),
    ]
    stage.settle()
    again = stage.import_file("placements", play.folder / "placements.xlsx")
    check(again["unchanged"] == again["rows"], "the same file again should change nothing")
    counts = [f"{report['file']}: {report['rows']} rows, {report['added']} added" for report in brought]
    return [*counts, "the placements once more: nothing changed, nobody told twice"]


def _placements_change(play: Play) -> list[str]:
    """A second file moves one doctor, changes another's hours, cancels a third; the right people are told."""
    stage, cast = play.stage, play.cast
    mover = cast.players["mover"]
    leave = stage.post(mover, "resident_doctor", "/api/leave/requests", _course(cast.old_start + timedelta(days=30)))
    old, new = _period(cast.old_start), _period(cast.new_start)
    stage.settle()
    before = {period: stage.figure("R30", None, period) for period in (old, new)}
    report = stage.import_file("placements", files.placements(play.folder, "changes.xlsx", cast.after_changes()))
    stage.settle()
    check((report["changed"], report["removed"], report["unchanged"]) == (2, 1, 2), f"unexpected counts: {report}")

    mails = stage.mails(mover)
    check(len(mails) == 1, f"the doctor who moves should have one mail, and has {len(mails)}")
    text = mails[0]["text"]
    for words in (
        "Manchester Royal Infirmary",
        "Salford Royal Hospital",
        _spoken(cast.old_start),
        _spoken(cast.new_start),
    ):
        check(words.casefold() in text.casefold(), f"the mail to the doctor does not say {words!r}")
    for role in ("coordinator_old", "coordinator_new"):
        check(len(stage.mails(cast.players[role])) == 1, f"{role} should have one mail for the whole import")
    flagged = stage.get(mover, "resident_doctor", f"/api/leave/requests/{leave['id']}")
    check(bool(flagged["placement_affected"]), "the open leave request should be flagged")
    check(bool(stage.decisions(cast.players["coordinator_old"], _AFFECTED)), "its approver should have been told")
    after = {period: stage.figure("R30", None, period) for period in (old, new)}
    late = after[new] == (before[new][0], before[new][1] + 1)
    check(late, f"R30 should count one late start more: {before[new]} → {after[new]}")
    check(after[old][1] < before[old][1], f"R30 should have lost a start in {old}: {before[old]} → {after[old]}")
    play.journeys["the placement change"] = stage.decisions(mover, _CHANGED)[0]["event_id"]
    return [
        "the doctor: one mail and one inbox item about the change, old and new named",
        "the rota coordinators of both trusts: one mail each, all their changes in it",
        "the open leave request: flagged, its approver told",
        "R30, starts announced 12 weeks ahead: one moved to an earlier quarter, announced too late for it",
        *(f"  {period}: {_share(before[period])} → {_share(after[period])}" for period in (old, new)),
    ]


def _leave_is_refused(play: Play) -> list[str]:
    """Study leave for a leadership course is refused for minimum staffing, 60 days ahead."""
    stage, cast = play.stage, play.cast
    learner, coordinator = cast.players["learner"], cast.players["coordinator_old"]
    period = _period(cast.today)
    before = stage.figure("R18", None, period)
    asked = stage.post(learner, "resident_doctor", "/api/leave/requests", _course(cast.today + timedelta(days=60)))
    stage.settle()
    refusal = {
        "reason": "minimum_staffing",
        "explanation": "Two colleagues are already away in that week and the ward needs three registrars.",
        "alternative": "The same course runs again four weeks later, and those days are free.",
        "next_step": "Talk to me about the later date by Friday.",
    }
    stage.post(coordinator, "rota_coordinator", f"/api/leave/requests/{asked['id']}/refusal", refusal)
    stage.settle()
    mails = stage.mails(learner)
    check(len(mails) == 1, f"the doctor should have one mail about the refusal, and has {len(mails)}")
    check(refusal["explanation"] not in mails[0]["text"], "the words of a refusal belong behind sign-in")
    seen = stage.get(learner, "resident_doctor", f"/api/leave/requests/{asked['id']}")
    check("minimum_staffing" in str(seen) and refusal["alternative"] in str(seen), "the doctor should see the reason")
    after = stage.figure("R18", None, period)
    check(after == (before[0] + 1, before[1] + 1), f"R18 should count one avoidable refusal more: {before} → {after}")
    play.journeys["the refused leave"] = stage.decisions(learner, _REFUSED)[0]["event_id"]
    return [
        "the doctor: told by mail; reason, alternative and appeal route behind sign-in",
        f"R18 for {period}: {after[0]} of {after[1]} refusals avoidable",
    ]


def _feedback_is_given(play: Play) -> list[str]:
    """A supervisor writes feedback on a leadership activity."""
    stage, cast = play.stage, play.cast
    learner, period = cast.players["learner"], _period(cast.today - timedelta(days=2))
    before = stage.figure("F-E1", None, period)
    body = {
        "doctor_id": stage.person_id(learner),
        "activity": "Chaired the ward's improvement meeting",
        "activity_date": (cast.today - timedelta(days=2)).isoformat(),
        "did_well": "Kept to time and brought the quiet ones in.",
        "do_more": "Send the paper round a day earlier.",
        "next_step": "Chair the next two, then lead the audit.",
    }
    stage.post(cast.players["supervisor"], "supervisor", "/api/feedback/written", body)
    stage.settle()
    check(len(stage.mails(learner)) == 2, "the doctor should have a mail about the feedback")
    after = stage.figure("F-E1", None, period)
    check(after[0] == before[0] + 1, f"F-E1 should count one doctor more: {before} → {after}")
    play.journeys["the feedback"] = stage.decisions(learner, _GIVEN)[0]["event_id"]
    return [f"F-E1 for {period}: {after[0]} of {after[1]} residents with written feedback"]


def _journeys_are_traced(play: Play) -> list[str]:
    """The operator follows each of the three stories as one trace."""
    told = []
    for about, event_id in play.journeys.items():
        trace = play.stage.trace(event_id)
        services = {step["service"] for step in trace["steps"]}
        check("notifications" in services and len(services) > 1, f"the trace of {about} should reach notifications")
        took = max(step["ms"] for step in trace["steps"])
        told.append(f"{about}: {len(trace['steps'])} steps in {took:.0f} ms, trace {trace['trace_id']}")
    return told


_SCENES: tuple[Callable[[Play], list[str]], ...] = (
    _set_up,
    _people_come,
    _placements_change,
    _leave_is_refused,
    _feedback_is_given,
    _journeys_are_traced,
)


def _course(first_day: date) -> dict[str, object]:
    return {
        "type": "study",
        "leadership": True,
        "activity": "Leading teams through change",
        "provider": "Faculty of Medical Leadership and Management",
        "first_day": first_day.isoformat(),
        "last_day": (first_day + timedelta(days=1)).isoformat(),
    }


def _share(figure: tuple[int, int]) -> str:
    numerator, denominator = figure
    return f"{numerator} of {denominator} ({numerator / denominator:.0%})" if denominator else "none yet"


def _period(day: date) -> str:
    year = day.year if day.month >= 4 else day.year - 1
    return f"{year}-{(year + 1) % 100:02}-Q{(day.month - 4) % 12 // 3 + 1}"


def _spoken(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _where_to_look(here: Region, play: Play) -> None:
    typed, mover = as_typed(), play.cast.players["mover"].registration
    commands = {
        "Mail": "mail",
        "Why": f"why {mover}",
        "Trace": f"trace {play.journeys['the placement change']}",
        "Figures": "report region",
    }
    play.console.print(f"\nWebsite  {here.addresses.portal}/sign-in  where you pick who you are, or type a number:")
    for player, what in play.cast.personas():
        play.console.print(f"           {player.registration}  {player.given} {player.family}, {what}")
    play.console.print(f"Portal   {here.addresses.portal}\nTraces   {here.addresses.traces or 'no viewer'}")
    for about, command in commands.items():
        play.console.print(f"{about:8} {typed} {command}{in_folder(here.layout.data)}")
