"""Who looks after a trust's portfolio drafts what it would offer, and changes it until it is confirmed (O-E1)."""

from uuid import UUID

import httpx
import pytest

from contracts.opportunities import OpportunityDrafted, OpportunityTurnedDown
from contracts.vocabulary import OpportunitySetting, Role, TurnDownReason
from tests.services.opportunities.conftest import Trust
from tests.services.portal.browser import Browser, looks_done
from tests.services.portal.town import CHAMPION, COORDINATOR, DOCTOR, OTHER_DOCTOR, TPD, Town, day, seen

NEW = "/drafts/new"
TITLE = "Patient safety meeting"


@pytest.fixture
async def champion(campus: Town) -> Browser:
    return await campus.signed_in(CHAMPION)


@pytest.fixture
async def trust(campus: Town) -> Trust:
    return Trust(
        campus.services["opportunities"],
        champion=await campus.person(CHAMPION, Role.CHAMPION),
        lead=await campus.person(COORDINATOR),
        co_producer=await campus.person(DOCTOR, Role.RESIDENT_DOCTOR),
    )


@pytest.fixture
def plan(campus: Town, trust: Trust) -> dict[str, str]:
    """The fields of the form: a meeting every month, made with a doctor who works there."""
    return {
        "trust": "R0B",
        "kind": "quality_and_safety_meeting",
        "title": TITLE,
        "setting": "acute",
        "chairing": "usual",
        "lead_id": str(trust.lead.person_id),
        "registration": DOCTOR,
        "recurrence": "monthly",
        **day("first_day", campus.in_days(-30)),
        "places": "2",
        "grades": "Foundation Year 2, ST5",
        "protected_minutes": "90",
        "description": "How the trust learns from what went wrong",
        "time_commitment": "Two hours a month",
        "part_time_note": "Its day changes from month to month",
        "joined_remotely": "yes",
    }


async def drafts(campus: Town, browser: Browser, plan: dict[str, str], at: str = NEW) -> httpx.Response:
    """Checked and sent."""
    check = await browser.send(await browser.open(at), to=at.partition("?")[0], **plan)
    assert "Check your answers" in check.text, seen(check)
    sent = await browser.send(check, to=at.partition("?")[0], step="send")
    await campus.settle()
    return sent


async def test_a_draft_is_checked_in_names_and_waits_for_the_doctor_it_was_made_with(
    campus: Town, champion: Browser, plan: dict[str, str], trust: Trust
) -> None:
    form = await champion.open(NEW)
    check = await champion.send(form, to=NEW, **plan)
    sent = await champion.send(check, to=NEW, step="send")

    assert ("Robin Okoro" in form.text, "SOUTH TYNESIDE AND SUNDERLAND" in form.text) == (True, True)
    for said in ("Robin Okoro", DOCTOR, "Every month", "As is usual for this kind", "Foundation Year 2, ST5", "90 min"):
        assert said in check.text, seen(check)
    for said in (plan["description"], plan["time_commitment"], plan["part_time_note"], "Join it from elsewhere"):
        assert said in sent.text, seen(sent)
    assert "It is sent to the doctor you made it with" in sent.text, seen(sent)
    assert "Dr Amara Okafor" in sent.text
    [said] = await campus.services["opportunities"].said(OpportunityDrafted)
    assert (said.co_producer_id, said.lead_id) == (trust.co_producer.person_id, trust.lead.person_id)
    drafted = (await trust.get(trust.champion, f"/published/{said.opportunity_id}")).json()
    assert drafted["setting"] == OpportunitySetting.ACUTE
    assert (drafted["places"], drafted["grades"], drafted["protected_minutes"]) == (2, ["Foundation Year 2", "ST5"], 90)
    assert (drafted["last_day"], drafted["recurrence"]) == (None, "monthly")


async def test_a_suggestion_is_taken_up_with_what_its_doctor_wrote(
    campus: Town, champion: Browser, plan: dict[str, str], trust: Trust
) -> None:
    idea = {"trust": "R0B", "kind": "ethics_committee_meeting", "title": "Ethics committee"}
    made = (await trust.post(trust.co_producer, "/suggestions", idea)).json()["id"]

    read = await champion.open(f"/suggestions/{made}")
    at = f"{NEW}?suggestion={made}"
    form = await champion.open(at)
    sent = await drafts(campus, champion, plan | {"kind": idea["kind"], "registration": ""}, at)

    assert f'href="{at}"' in read.text
    assert ('value="Ethics committee"' in form.text, "It is Dr Amara Okafor unless" in form.text) == (True, True)
    assert DOCTOR not in form.text
    assert sent.url.path == f"/drafts/{made}"
    mine = await (await campus.signed_in(DOCTOR)).open(f"/suggestions/{made}")
    assert "Taken up" in mine.text


async def test_a_draft_is_changed_and_the_change_waits_anew(
    campus: Town, champion: Browser, plan: dict[str, str], trust: Trust
) -> None:
    made = (await drafts(campus, champion, plan)).url.path
    listed = await champion.open("/drafts")
    form = await champion.open(f"{made}/change")

    same = {"title": "Another meeting", "registration": ""}
    changed = await drafts(campus, champion, plan | same, f"{made}/change")
    late = await champion.send(form, to=f"{made}/change", **plan)
    overtaken = await champion.send(late, to=f"{made}/change", step="send")

    assert f'href="{made}"' in listed.text
    for kept in (
        f'value="{TITLE}"',
        "It is Dr Amara Okafor unless",
        'value="Foundation Year 2, ST5"',
        'value="90"',
        plan["description"],
        f'value="{plan["time_commitment"]}"',
        f'value="{plan["part_time_note"]}"',
        'value="yes" checked',
    ):
        assert kept in form.text, seen(form)
    assert DOCTOR not in form.text
    assert ("Another meeting" in changed.text, "It is sent to" in changed.text) == (True, True)
    assert ("nothing was sent" in overtaken.text, "Another meeting" in overtaken.text) == (True, True), seen(overtaken)
    assert len(await campus.services["opportunities"].said(OpportunityDrafted)) == 0  # all of it is heard
    now = (await trust.get(trust.champion, f"/published/{made[-36:]}")).json()
    assert (now["title"], now["co_producer_id"]) == ("Another meeting", str(trust.co_producer.person_id))


async def test_a_draft_that_is_given_up_says_why_and_is_nobodys_to_change(
    campus: Town, champion: Browser, plan: dict[str, str]
) -> None:
    made = (await drafts(campus, champion, plan)).url.path

    form = await champion.open(f"{made}/change")
    silent = await champion.send(await champion.open(made), to=f"{made}/give-up")
    given_up = await champion.send(await champion.open(made), to=f"{made}/give-up", reason="nobody_to_lead")

    assert (silent.status_code, 'href="#reason"' in silent.text) == (422, True)
    assert "It is given up. Whoever made it is told." in given_up.text
    assert "It is given up: nobody was found to lead it." in given_up.text
    assert (await champion.open(f"{made}/change")).status_code == 404
    late = await champion.send(form, to=f"{made}/change", **plan)
    assert (late.url.path, "nothing was sent" in late.text, looks_done(late)) == (made, True, False), seen(late)
    [said] = await campus.services["opportunities"].said(OpportunityTurnedDown)
    assert (said.opportunity_id, said.reason) == (UUID(made[-36:]), TurnDownReason.NOBODY_TO_LEAD)


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        (
            dict.fromkeys(("trust", "kind", "title", "setting", "lead_id", "registration", "first_day-day"), ""),
            ["trust", "kind", "title", "setting", "lead_id", "registration", "first_day-day"],
        ),
        (dict.fromkeys(("trust", "kind", "setting", "chairing", "lead_id", "recurrence"), "no such"), [
            "trust", "kind", "setting", "chairing", "lead_id", "recurrence"
        ]),
        ({"places": "no", "protected_minutes": "-1", "title": "x" * 201}, ["title", "places", "protected_minutes"]),
        ({"description": "x" * 2001, "time_commitment": "x" * 301, "part_time_note": "x" * 301}, [
            "description", "time_commitment", "part_time_note"
        ]),
        ({"registration": "7999999"}, ["registration"]),
        ({"registration": OTHER_DOCTOR}, ["registration"]),
        ({"last_day-day": "1"}, ["last_day-month"]),
        ({"last_day-day": "1", "last_day-month": "1", "last_day-year": "2026"}, ["last_day-day"]),
        ({"setting": "primary_care", "kind": "local_medical_committee"}, []),
        ({"setting": "acute", "kind": "local_medical_committee"}, ["setting"]),
    ],
    ids=[
        *("empty", "not on offer", "no numbers", "too long", "nobody", "does not work there", "half a day", "over"),
        *("in its only setting", "in another setting"),
    ],
)  # fmt: skip
async def test_a_draft_is_told_what_it_lacks_also_where_only_the_service_knows(
    campus: Town, champion: Browser, plan: dict[str, str], fields: dict[str, str], faults: list[str]
) -> None:
    page = await champion.send(await champion.open(NEW), to=NEW, **(plan | fields))
    if page.status_code == 200:
        page = await champion.send(page, to=NEW, step="send")

    shown = [*plan, *(f"last_day-{part}" for part in ("day", "month", "year"))]
    assert [field for field in shown if f'href="#{field}"' in page.text] == faults, seen(page)
    assert (page.status_code == 422) == bool(faults)
    assert len(await campus.services["opportunities"].said(OpportunityDrafted)) == (not faults)


async def test_a_programmes_director_drafts_where_its_doctors_are_and_closes_what_they_drafted(
    campus: Town, plan: dict[str, str], trust: Trust
) -> None:
    director = await campus.signed_in(TPD)
    home, form = await director.open("/home"), await director.open(NEW)

    made = (await drafts(campus, director, plan)).url.path
    await trust.post(trust.co_producer, f"{made}/confirmation")
    listed = await director.open("/portfolio")
    path = f"/portfolio/{made[-36:]}"
    check = await director.send(await director.open(path), to=f"{path}/close", reason="filled")
    closed = await director.send(check, to=f"{path}/close", step="send")

    assert 'href="/portfolio"' in home.text
    assert "SOUTH TYNESIDE AND SUNDERLAND" in form.text
    assert (f'href="{path}"' in listed.text, 'href="/suggestions"' in listed.text) == (True, False), seen(listed)
    assert "It is closed." in closed.text, seen(closed)


async def test_drafting_is_for_who_looks_after_the_portfolio(campus: Town) -> None:
    doctor = await campus.signed_in(DOCTOR)

    assert (await doctor.open(NEW)).status_code == 403
    assert "No draft waits." in (await doctor.open("/drafts")).text
