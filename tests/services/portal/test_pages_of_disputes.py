"""What they do on pages who answer for a trust's placements: a dispute is found, read and answered."""

import pytest

from tests.services.portal.browser import Browser, link_to
from tests.services.portal.town import (
    DOCTOR,
    OTHER_OWNER,
    OWNER,
    Town,
    seen,
)

ANSWER = {"outcome": "corrected", "answer": "You are right; the deanery has been told."}


@pytest.fixture
async def doctor(town: Town) -> Browser:
    return await town.signed_in(DOCTOR)


async def _disputed(town: Town, doctor: Browser) -> str:
    """The address of a new dispute."""
    path = f"/placements/{await town.placement_of(doctor)}/dispute"
    wrong = {"fields": "dates", "words": "I start <b>later</b>."}
    sent = await doctor.send(await doctor.send(await doctor.open(path), to=path, **wrong), to=path, step="send")
    await town.settle()
    return sent.url.path.removesuffix("/sent")


async def test_the_owner_of_the_data_finds_reads_and_answers_a_dispute(town: Town, doctor: Browser) -> None:
    path = await _disputed(town, doctor)
    owner = await town.signed_in(OWNER)
    waiting = await owner.open("/disputes")
    dispute = await owner.open(link_to(waiting.text, "/disputes/"))

    answered = await owner.send(dispute, to=path, **ANSWER)

    assert "Dr Amara Okafor" in seen(waiting)
    assert "I start &lt;b&gt;later&lt;/b&gt;." in dispute.text
    assert "SUNDERLAND ROYAL HOSPITAL" in seen(dispute)
    assert "Corrected" in seen(answered)
    assert "Nothing waits for you" in seen(await owner.open("/disputes"))


async def test_a_dispute_is_not_there_for_the_owner_of_other_data(town: Town, doctor: Browser) -> None:
    path = await _disputed(town, doctor)
    other = await town.signed_in(OTHER_OWNER)

    assert "Nothing waits for you" in seen(await other.open("/disputes"))
    assert (await other.open(path)).status_code == 404


async def test_an_answer_needs_a_finding_and_words(town: Town, doctor: Browser) -> None:
    path = await _disputed(town, doctor)
    owner = await town.signed_in(OWNER)

    page = await owner.send(await owner.open(path), to=path)

    assert page.status_code == 422
    assert 'href="#outcome"' in page.text
    assert 'href="#answer"' in page.text


async def test_an_answer_that_cannot_be_read_is_told_as_such_and_kept(town: Town, doctor: Browser) -> None:
    path = await _disputed(town, doctor)
    owner = await town.signed_in(OWNER)

    page = await owner.send(await owner.open(path), to=path, outcome="stands", answer="\u200b\u2800")

    assert page.status_code == 422
    assert "Answer: write something that can be seen" in seen(page)
    assert "Somebody has answered" not in seen(page)


async def test_who_answers_second_is_told_so_and_sees_the_first_answer(town: Town, doctor: Browser) -> None:
    path = await _disputed(town, doctor)
    owner = await town.signed_in(OWNER)
    stale = await owner.open(path)
    await owner.send(await owner.open(path), to=path, **ANSWER)

    late = await owner.send(stale, to=path, **ANSWER | {"outcome": "stands"})

    assert late.status_code == 409
    assert "Somebody has answered this before you" in seen(late)
    assert "Corrected" in seen(late)
