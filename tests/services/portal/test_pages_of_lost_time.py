"""A doctor reports protected time that was lost, in a minute; nobody but its readers learns of it (R40-R48)."""

import logging
from datetime import date
from html import unescape

import httpx
import pytest
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from chassis.telemetry import Discreet
from contracts import Grant
from contracts.leave import CountedReports
from contracts.vocabulary import Role
from services.leave.domain.time import Outcome, Status
from services.leave.store.time import note_counted
from services.portal.pages import words
from tests.services.driver import an_actor
from tests.services.portal.browser import Browser, title
from tests.services.portal.town import (
    COORDINATOR,
    DIRECTOR,
    DOCTOR,
    GUARDIAN,
    OTHER_DOCTOR,
    SUPERVISOR,
    Town,
    day,
    seen,
)

FORM = "/private/new"
ANSWERS = {
    "minutes": "90",
    "kind": "self_development",
    "because": "staffing_gap",
    "exception_report": "not_raised",
}


@pytest.fixture
async def doctor(town: Town) -> Browser:
    await town.has_placement(DOCTOR, **{"Educational Supervisor": SUPERVISOR})
    return await town.signed_in(DOCTOR)


async def reports(town: Town, browser: Browser, **answers: str) -> str:
    """The address of the report, a second after it is sent."""
    on = day("session_on", town.in_days(-2))
    sent = await browser.send(await browser.open(FORM), to=FORM, **ANSWERS | on | answers)
    assert "It is sent" in sent.text, seen(sent)
    await town.settle()
    return sent.url.path


async def confirms(browser: Browser, path: str, what: str, **answers: str) -> httpx.Response:
    """Answers the form of the report, checks it and sends it."""
    check = await browser.send(await browser.open(path), to=f"{path}/{what}", **answers)
    assert "Check your answers" in check.text, seen(check)
    return await browser.send(check, to=f"{path}/{what}", step="send")


async def test_lost_time_is_reported_on_one_page_that_says_who_reads_it(town: Town, doctor: Browser) -> None:
    form = await doctor.open(FORM)
    path = await reports(town, doctor)
    report = await doctor.open(path)

    assert "does not take its place" in seen(form)
    assert "guardian of safe working hours where you are employed" in seen(form)
    assert all(f'value="{part}"' in form.text for part in day("session_on", town.today).values())
    for told in ("1 hour 30 minutes", "A shift was not filled", "To be acknowledged by", "SOUTH TYNESIDE"):
        assert told in report.text
    assert "Nobody but you" in report.text
    assert words.LOST_TIME["reported"].text in (await doctor.open("/private")).text


async def test_the_director_acknowledges_and_resolves_it_and_its_doctor_sees_who_read_it(
    town: Town, doctor: Browser
) -> None:
    path = await reports(town, doctor)
    director = await town.signed_in(DIRECTOR)

    waiting = await director.open("/private/to-answer")
    acknowledged = await director.send(await director.open(path), to=f"{path}/acknowledge")
    missing = await director.send(await director.open(path), to=f"{path}/resolve", note="Thursday.")
    resolved = await confirms(director, path, "resolve", outcome="time_reinstated", note="Thursday <b>afternoon</b>.")
    read = await doctor.open(path)
    agreed = await confirms(doctor, path, "answer", agrees="yes")

    assert f'href="{path}"' in waiting.text
    assert "Dr Amara Okafor" in waiting.text
    assert "told that you have read it" in acknowledged.text
    assert (missing.status_code, missing.text.count("Select what is done about it")) == (422, 2)
    assert "Thursday." in missing.text
    assert f"{path}/resolve" not in resolved.text
    for told in ("The time is given back on another day", "Thursday &lt;b&gt;afternoon&lt;/b&gt;.", "Dana Reid, "):
        assert told in read.text
    assert "Your answer is sent" in agreed.text
    assert words.LOST_TIME["agreed"].text in agreed.text


async def test_the_outcomes_that_are_used_where_it_was_reported_are_offered_and_no_other_is_taken(
    town: Town, doctor: Browser
) -> None:
    """R45: of a page that was opened before, it is told in words."""
    path, director = await reports(town, doctor), await town.signed_in(DIRECTOR)
    before, used = await director.open(path), ["time_off_in_lieu", "work_schedule_review"]
    narrows = an_actor(Grant(Role.OPERATOR))
    assert await town.services["leave"].rules(narrows, "lost_time.outcome_codes", used, of="R0B") == 204

    now = await director.open(path)
    check = await director.send(before, to=f"{path}/resolve", outcome="time_reinstated")
    declined = await director.send(check, to=f"{path}/resolve", step="send")
    resolved = await confirms(director, path, "resolve", outcome="time_off_in_lieu")

    offered = [[one for one in Outcome if f'value="{one}"' in page.text] for page in (before, now, declined)]
    assert offered == [list(Outcome), used, used]
    assert (declined.status_code, 'href="#outcome"' in declined.text) == (422, True)
    assert declined.text.count("This is not used here: select one of those shown") == 2
    assert "Time off in lieu" in resolved.text


async def test_what_its_doctor_disagrees_with_the_guardian_concludes(town: Town, doctor: Browser) -> None:
    path = await reports(town, doctor)
    director, guardian = await town.signed_in(DIRECTOR), await town.signed_in(GUARDIAN)
    early = await guardian.open(path)
    await confirms(director, path, "resolve", outcome="no_remedy_possible")

    await confirms(doctor, path, "answer", agrees="no")
    too_late = await director.open(path)
    concluded = await confirms(guardian, path, "resolve", outcome="time_off_in_lieu")

    assert f"{path}/resolve" not in early.text
    assert f"{path}/acknowledge" not in early.text
    assert f"{path}/resolve" not in too_late.text
    assert words.LOST_TIME["concluded"].text in concluded.text


async def test_a_supervisor_reads_it_only_while_its_doctor_lets_them(town: Town, doctor: Browser) -> None:
    path = await reports(town, doctor)
    supervisor = await town.signed_in(SUPERVISOR)
    before = await supervisor.open(path)
    report = await doctor.open(path)
    nobody = await doctor.send(report, to=f"{path}/share")
    chosen = str((await town.person(SUPERVISOR)).person_id)

    shared = await doctor.send(report, to=f"{path}/share", recipient=chosen)
    listed, read = await supervisor.open("/private/shared"), await supervisor.open(path)
    stop = next(part for part in shared.text.split('"') if part.endswith("/stop"))
    stopped = await doctor.send(await doctor.open(path), to=stop)

    assert before.status_code == 404
    assert (nobody.status_code, nobody.text.count("Select who may read it")) == (422, 2)
    assert "Stop sharing" in shared.text
    assert f'href="{path}"' in listed.text
    assert "Dr Amara Okafor" in read.text
    assert "Esme Hall" not in read.text.partition("<main")[2], "with whom else it is shared is its doctor's to know"
    assert "Stop sharing" not in stopped.text
    assert ", until " in stopped.text
    assert "Esme Hall" in stopped.text.partition("Who has read it")[2]
    assert (await supervisor.open(path)).status_code == 404
    assert path not in (await supervisor.open("/private/shared")).text


async def test_for_everybody_else_there_is_no_such_report(town: Town, doctor: Browser) -> None:
    await town.has_placement(OTHER_DOCTOR)
    path = await reports(town, doctor)

    for other in (OTHER_DOCTOR, COORDINATOR, SUPERVISOR):
        browser = await town.signed_in(other)
        assert (await browser.open(path)).status_code == 404
        assert (await browser.open("/private/to-answer")).status_code == 403
    for page in ("/home", "/inbox", "/leave", "/placements"):
        assert "1 hour 30 minutes" not in (await doctor.open(page)).text


async def test_no_address_and_no_title_says_what_it_is_about_and_nothing_is_stored(town: Town, doctor: Browser) -> None:
    path = await reports(town, doctor)
    director = await town.signed_in(DIRECTOR)
    pages = [await doctor.open(where) for where in ("/private", FORM, path, f"{path}/withdraw")]
    pages += [await director.open(where) for where in ("/private/to-answer", path)]
    pages.append(await confirms(director, path, "resolve", outcome="time_reinstated"))

    for page in pages:
        told = f"{page.url} {title(page)}".lower()
        assert [word for word in ("lost", "time", "report lost", "reinstated", "resolve") if word in told] == []
        assert page.headers["cache-control"] == "no-store"


async def test_nothing_that_is_kept_of_a_visit_leads_to_the_report(
    town: Town, doctor: Browser, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG, logger="fairlead")
    spans = InMemorySpanExporter()
    town.portal.running.telemetry.provider.add_span_processor(SimpleSpanProcessor(Discreet(spans)))

    path = await reports(town, doctor, exception_report="raised", exception_reference="ER-77-041")
    await (await town.signed_in(DIRECTOR)).open(path)

    left = caplog.text + "".join(capfd.readouterr()) + "".join(span.to_json() for span in spans.get_finished_spans())
    assert "/private" in left, "the spans of what was done are here to be looked at"
    secrets = [path.rpartition("/")[2], "ER-77-041", str((await town.person(DOCTOR)).person_id), "staffing_gap"]
    assert [secret for secret in secrets if secret in left] == []


@pytest.mark.parametrize("missing", [*ANSWERS, "session_on-day"])
async def test_a_report_is_told_what_it_lacks(town: Town, doctor: Browser, missing: str) -> None:
    whole = ANSWERS | day("session_on", town.today)

    page = await doctor.send(await doctor.open(FORM), to=FORM, **whole | {missing: ""})

    assert (page.status_code, f'href="#{missing}"' in page.text) == (422, True)
    assert "You have reported nothing" in (await doctor.open("/private")).text


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"exception_reference": "ER-1"}, "exception_reference"),
        ({"minutes": "7"}, "minutes"),
        ({"kind": "lunch"}, "kind"),
    ],
)
async def test_what_only_the_service_knows_is_told_at_its_field(
    town: Town, doctor: Browser, facts: dict[str, str], field: str
) -> None:
    whole = ANSWERS | day("session_on", town.today) | facts

    page = await doctor.send(await doctor.open(FORM), to=FORM, **whole)

    assert (page.status_code, f'href="#{field}"' in page.text) == (422, True)


@pytest.mark.parametrize("days", [2, -60])
async def test_a_day_that_is_ahead_or_long_past_is_told_at_the_day(town: Town, doctor: Browser, days: int) -> None:
    on = day("session_on", town.in_days(days))

    page = await doctor.send(await doctor.open(FORM), to=FORM, **ANSWERS | on)

    assert (page.status_code, 'href="#session_on-day"' in page.text) == (422, True)


async def test_a_report_is_withdrawn_once(town: Town, doctor: Browser) -> None:
    path = await reports(town, doctor)
    form = await doctor.open(f"{path}/withdraw")

    withdrawn = await doctor.send(form, to=f"{path}/withdraw")
    late = await doctor.send(form, to=f"{path}/withdraw", _key="another")

    assert "It is withdrawn" in withdrawn.text
    assert f"{path}/withdraw" not in withdrawn.text
    assert (late.status_code, "nothing was sent" in unescape(late.text)) == (409, True)


def test_every_state_has_words() -> None:
    assert set(words.LOST_TIME) == {status.value for status in Status}


@pytest.mark.parametrize("reader", [DIRECTOR, GUARDIAN])
async def test_director_and_guardian_see_what_was_counted_at_their_trust(town: Town, reader: str) -> None:
    counted = CountedReports(
        department="General surgery",
        reports=7,
        reporters=6,
        doctors=12,
        minutes_lost=390,
        acknowledged_in_time=5,
        resolved_in_time=4,
        reinstated=3,
    )
    async with town.services["leave"].begin() as work:
        await note_counted(work, ("R0B", date(2026, 9, 1)), [counted])
        await note_counted(work, ("RTD", date(2026, 10, 1)), [counted])
    browser = await town.signed_in(reader)

    begun = await browser.open("/private")
    numbers = await browser.open("/private/numbers")

    assert 'href="/private/numbers"' in begun.text
    for told in ("September 2026", "General surgery", "6 of 12", "6 hours 30 minutes", "too few answers"):
        assert told in seen(numbers)
    assert "October 2026" not in numbers.text
