"""What they do on pages who refuse leave, and what its doctor reads then."""

import html

import pytest

from contracts.vocabulary import RefusalReason
from tests.services.portal.browser import Browser, link_to, title
from tests.services.portal.test_pages_of_asking import has_rule
from tests.services.portal.town import (
    COORDINATOR,
    DOCTOR,
    SECOND_COORDINATOR,
    Town,
    asks_for_leave,
    seen,
)

REFUSAL = {
    "reason": "minimum_staffing",
    "explanation": "Two colleagues are away in that week already.",
    "alternative": "The same course runs four weeks later.",
    "next_step": "Talk to me about the later date by Friday.",
}


@pytest.fixture
async def doctor(town: Town) -> Browser:
    return await town.signed_in(DOCTOR)


@pytest.fixture
async def leave_id(town: Town, doctor: Browser) -> str:
    return await asks_for_leave(town, doctor)


async def test_it_takes_three_taps_from_home_to_refuse_and_the_doctor_reads_the_reasons(
    town: Town, doctor: Browser, leave_id: str
) -> None:
    """Home, the queue, the request: and there the form, with its button."""
    coordinator = await town.signed_in(COORDINATOR)
    home = await coordinator.open("/home")
    queue = await coordinator.open(link_to(home.text, "/approvals"))
    request = await coordinator.open(link_to(queue.text, f"/approvals/{leave_id}"))

    refused = await coordinator.send(request, to=f"/approvals/{leave_id}/refuse", **REFUSAL)
    await town.settle()

    assert "You have refused" in seen(refused)
    inbox = await doctor.open("/inbox")
    item = seen(await doctor.open(link_to(inbox.text, "/inbox/")))
    request = seen(await doctor.open(f"/leave/{leave_id}"))
    for shown in (item, request):
        for words in ("explanation", "alternative", "next_step"):
            assert REFUSAL[words] in shown
        assert "Minimum staffing could not be kept" in shown
        assert "director of medical education" in shown
    assert "Robin Okoro, refused" in request
    assert "to the director of medical education of SOUTH TYNESIDE AND SUNDERLAND, who answers" in request
    assert "Your next step" in request
    theirs = seen(await coordinator.open(f"/approvals/{leave_id}"))
    assert "The doctor's next step" in html.unescape(theirs)
    assert "Your next step" not in theirs


async def test_the_reasons_that_are_used_where_it_was_asked_for_are_offered_and_no_other_is_taken(
    town: Town, leave_id: str
) -> None:
    """R17: of a page that was opened before, it is told in words."""
    coordinator, path = await town.signed_in(COORDINATOR), f"/approvals/{leave_id}"
    before = await coordinator.open(path)
    await has_rule(town, "refusal_codes", "R0B", ["short_notice", "on_call_clash"])

    pages = (before, await coordinator.open(path), await coordinator.send(before, to=f"{path}/refuse", **REFUSAL))

    offered = [{reason for reason in RefusalReason if f'value="{reason}"' in page.text} for page in pages]
    used = {RefusalReason.SHORT_NOTICE, RefusalReason.ON_CALL_CLASH}
    assert offered == [set(RefusalReason), used, used]
    assert pages[2].status_code == 422
    assert 'href="#reason"' in pages[2].text
    assert pages[2].text.count("This is not used here: select one of those shown") == 2
    assert "minimum_staffing" not in pages[2].text


async def test_a_refusal_without_its_reasons_is_told_what_is_missing(town: Town, leave_id: str) -> None:
    """Even where only the service knows that it is too short; what was written is still there."""
    coordinator, path = await town.signed_in(COORDINATOR), f"/approvals/{leave_id}"
    for field, value in (
        ("reason", ""),
        ("explanation", ""),
        ("alternative", " "),
        ("next_step", ""),
        ("explanation", "Too few."),
    ):
        page = await coordinator.send(await coordinator.open(path), to=f"{path}/refuse", **REFUSAL | {field: value})

        assert page.status_code == 422
        assert title(page).startswith("Error: ")
        assert f'href="#{field}"' in page.text
        assert f'id="{field}"' in page.text
        kept = "next_step" if field == "alternative" else "alternative"
        assert REFUSAL[kept] in page.text


async def test_a_refusal_that_lacks_something_comes_too_late_once_another_has_decided(
    town: Town, leave_id: str
) -> None:
    first, second = await town.signed_in(COORDINATOR), await town.signed_in(SECOND_COORDINATOR)
    path = f"/approvals/{leave_id}"
    stale = await second.open(path)
    await first.send(await first.open(path), to=f"{path}/approve")

    late = await second.send(stale, to=f"{path}/refuse", **REFUSAL | {"reason": ""})

    assert late.status_code == 409
    assert "your decision was not taken" in seen(late)
    assert "There is a problem" not in late.text
    assert f"{path}/refuse" not in late.text
