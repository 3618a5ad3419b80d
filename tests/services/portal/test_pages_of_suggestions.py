"""A doctor suggests something where they work; who looks after the portfolio says why not, and it is read (O-E1)."""

import httpx
import pytest

from contracts.opportunities import OpportunitySuggested, OpportunityTurnedDown
from contracts.vocabulary import TurnDownReason
from tests.services.portal.browser import Browser
from tests.services.portal.town import CHAMPION, DOCTOR, OTHER_DOCTOR, Town, seen

NEW = "/suggestions/new"
IDEA = {
    "trust": "R0B",
    "kind": "ethics_committee_meeting",
    "title": "Ethics <b>committee</b>",
    "words": "Nobody ever asked us.",
}


@pytest.fixture
async def doctor(campus: Town) -> Browser:
    return await campus.signed_in(DOCTOR)


@pytest.fixture
async def champion(campus: Town) -> Browser:
    return await campus.signed_in(CHAMPION)


async def suggests(campus: Town, doctor: Browser, **fields: str) -> httpx.Response:
    """Checked and sent."""
    check = await doctor.send(await doctor.open(NEW), to=NEW, **(IDEA | fields))
    assert "Check your answers" in check.text, seen(check)
    sent = await doctor.send(check, to=NEW, step="send")
    await campus.settle()
    return sent


def path_in(page: httpx.Response) -> str:
    return (
        "/suggestions/"
        + page.text.partition('<h2 class="nhsuk-heading-s fl-list__heading"><a href="/suggestions/')[2][:36]
    )


async def test_a_suggestion_is_read_by_who_looks_after_the_portfolio_and_its_answer_by_its_doctor(
    campus: Town, doctor: Browser, champion: Browser
) -> None:
    sent = await suggests(campus, doctor)
    path = path_in(sent)
    waiting = await champion.open("/suggestions")
    read = await champion.open(path)
    answer = {"reason": "nobody_to_lead", "words": "Dr Iqbal has left."}
    answered = await champion.send(read, to=f"{path}/turn-down", **answer)
    late = await champion.send(read, to=f"{path}/turn-down", _key="another", **answer)
    told = await doctor.open(path)

    assert "Your suggestion is sent" in sent.text
    assert path_in(waiting) == path
    for said in ("Ethics &lt;b&gt;committee&lt;/b&gt;", "Dr Amara Okafor", "Nobody ever asked us.", "SOUTH TYNESIDE"):
        assert said in read.text, seen(read)
    assert "The doctor is told" in answered.text
    assert (late.status_code, "nothing was sent" in late.text, "Chidi Obi" in late.text) == (409, True, True), seen(
        late
    )
    assert ("Nobody was found to lead it" in told.text, "Dr Iqbal has left." in told.text) == (True, True), seen(told)
    assert "turn-down" not in told.text
    [said_no] = await campus.services["opportunities"].said(OpportunityTurnedDown)
    assert said_no.reason is TurnDownReason.NOBODY_TO_LEAD


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ({"kind": "", "title": ""}, ["kind", "title"]),
        ({"kind": "tea_break"}, ["kind"]),
        ({"title": "x" * 201, "words": "x" * 2001}, ["title", "words"]),
        ({"title": "\u200b"}, ["title"]),
        ({"trust": "RTD"}, ["trust"]),
    ],
    ids=["empty", "no such kind", "too long", "nothing to read", "where one does not work"],
)
async def test_a_suggestion_is_told_what_it_lacks_and_keeps_what_was_written(
    campus: Town, doctor: Browser, fields: dict[str, str], faults: list[str]
) -> None:
    page = await doctor.send(await doctor.open(NEW), to=NEW, **(IDEA | fields))
    if page.status_code == 200:  # only the service knows
        page = await doctor.send(page, to=NEW, step="send")

    assert page.status_code == 422, seen(page)
    assert [field for field in ("trust", "kind", "title", "words") if f'href="#{field}"' in page.text] == faults
    assert ("Nobody ever asked us." in page.text) == ("words" not in fields)
    assert await campus.services["opportunities"].said(OpportunitySuggested) == []


async def test_what_was_written_is_there_to_change(doctor: Browser) -> None:
    check = await doctor.send(await doctor.open(NEW), to=NEW, **IDEA)

    form = await doctor.send(check, to=NEW, step="change")

    assert ("Nobody ever asked us." in form.text, "There is a problem" in form.text) == (True, False)


async def test_an_answer_is_told_what_it_lacks(campus: Town, doctor: Browser, champion: Browser) -> None:
    path = path_in(await suggests(campus, doctor))

    page = await champion.send(await champion.open(path), to=f"{path}/turn-down", words="x" * 2001)

    assert page.status_code == 422
    assert [field for field in ("reason", "words") if f'href="#{field}"' in page.text] == ["reason", "words"]


async def test_a_suggestion_is_nobody_elses_and_who_works_nowhere_is_told_so(campus: Town, doctor: Browser) -> None:
    path = path_in(await suggests(campus, doctor))
    await campus.has_placement(OTHER_DOCTOR, **{"Date From*": campus.in_days(5)})
    colleague = await campus.signed_in(OTHER_DOCTOR)

    assert (await colleague.open(path)).status_code == 404
    assert "No placement of yours is running today." in (await colleague.open(NEW)).text
