"""A doctor saves what they would like to be shown first, and takes it back (O-E1)."""

import pytest

from tests.services.portal.browser import Browser
from tests.services.portal.town import DOCTOR, OTHER_DOCTOR, Town, seen

PATH = "/searches"


@pytest.fixture
async def doctor(campus: Town) -> Browser:
    return await campus.signed_in(DOCTOR)


def delete_in(html: str) -> str:
    return f"{PATH}/" + html.partition(f'action="{PATH}/')[2][:36] + "/delete"


async def test_a_search_is_saved_read_by_its_doctor_alone_and_deleted(campus: Town, doctor: Browser) -> None:
    saved = await doctor.send(await doctor.open(PATH), to=PATH, families="panel", settings="acute", chairing="yes")
    await campus.has_placement(OTHER_DOCTOR)
    colleague = await campus.signed_in(OTHER_DOCTOR)
    theirs = await colleague.open(PATH)
    deleted = await doctor.send(saved, to=delete_in(saved.text))
    late = await doctor.send(saved, to=delete_in(saved.text))

    assert "It is saved." in saved.text, seen(saved)
    assert "Panels that choose somebody; Acute hospital; Only what a resident may chair" in saved.text
    assert "/delete" not in theirs.text
    assert ("It is deleted." in deleted.text, "/delete" in deleted.text) == (True, False)
    assert late.status_code == 404


@pytest.mark.parametrize("fields", [{}, {"families": "tea"}], ids=["nothing", "no such thing"])
async def test_a_search_is_told_what_it_lacks(doctor: Browser, fields: dict[str, str]) -> None:
    page = await doctor.send(await doctor.open(PATH), to=PATH, **fields)

    assert (page.status_code, 'href="#families"' in page.text) == (422, True), seen(page)
    assert "/delete" not in page.text


async def test_a_doctor_keeps_as_many_as_a_region_allows(doctor: Browser) -> None:
    form = await doctor.open(PATH)
    for number in range(20):
        assert "It is saved." in (await doctor.send(form, to=PATH, families="panel", _key=f"of {number}")).text

    page = await doctor.send(form, to=PATH, families="panel", _key="one more")

    assert (page.status_code, page.text.count("/delete")) == (422, 20), seen(page)
