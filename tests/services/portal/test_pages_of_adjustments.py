"""A doctor writes what they need to do their work, and whom they name reads it; nobody else does."""

import pytest

from tests.services.portal.browser import Browser
from tests.services.portal.town import COORDINATOR, DOCTOR, OWNER, SECOND_COORDINATOR, Town, seen

PATH, SHOWN = "/adjustments", "/adjustments/shown"
WORDS = "A desk that can be raised, and no nights in a row."


@pytest.fixture
async def doctor(town: Town) -> Browser:
    return await town.signed_in(DOCTOR)


async def test_whom_a_doctor_names_reads_it_and_nobody_else(town: Town, doctor: Browser) -> None:
    robin = str((await town.person(COORDINATOR)).person_id)

    kept = await doctor.send(await doctor.open(PATH), to=PATH, words=WORDS, readers=robin)

    assert "It is kept." in kept.text, seen(kept)
    assert WORDS in kept.text
    assert WORDS in (await (await town.signed_in(COORDINATOR)).open(SHOWN)).text
    for somebody in (SECOND_COORDINATOR, OWNER):
        assert WORDS not in (await (await town.signed_in(somebody)).open(SHOWN)).text


async def test_with_nothing_written_nobody_reads_anything(town: Town, doctor: Browser) -> None:
    robin = str((await town.person(COORDINATOR)).person_id)
    form = await doctor.send(await doctor.open(PATH), to=PATH, words=WORDS, readers=robin)

    gone = await doctor.send(form, to=PATH, words="", readers=robin)

    assert "It is removed." in gone.text
    assert "Nobody has shown you anything." in (await (await town.signed_in(COORDINATOR)).open(SHOWN)).text


@pytest.mark.parametrize("readers", ["nobody", "7f0f4a0e-6a55-4d0c-9d0a-3c1f0a3f4b52"], ids=["no id", "a stranger"])
async def test_somebody_who_does_not_arrange_their_work_is_refused_and_nothing_is_lost(
    doctor: Browser, readers: str
) -> None:
    refused = await doctor.send(await doctor.open(PATH), to=PATH, words=WORDS, readers=readers)

    assert (refused.status_code, 'href="#readers"' in refused.text) == (422, True), seen(refused)
    assert WORDS in refused.text


async def test_what_is_too_long_is_said_beside_its_field(doctor: Browser) -> None:
    refused = await doctor.send(await doctor.open(PATH), to=PATH, words="long " * 401)

    assert (refused.status_code, 'href="#words"' in refused.text) == (422, True), seen(refused)
