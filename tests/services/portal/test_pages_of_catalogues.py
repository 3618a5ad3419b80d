"""The deanery, or a programme's director, says when its catalogue is to be public, and makes it so (R37)."""

import pytest

from contracts.opportunities import CataloguePlanned, CatalogueReleased
from contracts.vocabulary import Role
from tests.services.portal.browser import Browser
from tests.services.portal.town import DIRECTOR, TPD, Town, day, seen

NEW = "/catalogues/new"


@pytest.fixture
async def director(campus: Town) -> Browser:
    """Of the programme NTH030."""
    return await campus.signed_in(TPD)


@pytest.fixture
def plan(campus: Town) -> dict[str, str]:
    return {"programme": "NTH030", "trusts": "r0b, RTD", **day("preferences_open_on", campus.in_days(90))}


async def is_planned(director: Browser, plan: dict[str, str]) -> str:
    """Checked and sent; where it stands."""
    check = await director.send(await director.open(NEW), to=NEW, **plan)
    assert "SOUTH TYNESIDE AND SUNDERLAND" in check.text, seen(check)
    sent = await director.send(check, to=NEW, step="send")
    assert "It is planned." in sent.text, seen(sent)
    return sent.url.path


async def test_a_catalogue_is_planned_and_made_public_once(
    campus: Town, director: Browser, plan: dict[str, str]
) -> None:
    path = await is_planned(director, plan)
    page = await director.open(path)
    check = await director.send(page, to=f"{path}/release")
    back = await director.send(check, to=f"{path}/release", step="change")
    released = await director.send(check, to=f"{path}/release", step="send")
    late = await director.send(check, to=f"{path}/release", step="send", _key="another")
    public = await Browser(campus.portal, campus.issuer).open("/programmes")
    await Browser(campus.portal, campus.issuer).open("/programmes/catalogue?programme=NTH030")
    read = await director.open(path)

    assert "It cannot be taken back." in check.text
    assert back.url.path == path
    assert ("It is public." in released.text, f"{path}/release" in released.text) == (True, False)
    assert (late.status_code, "nothing was sent" in late.text) == (409, True)
    assert "Programme NTH030" in public.text
    assert ("Times read" in page.text, "1, of them 1 in the last seven days" in read.text) == (False, True), seen(read)
    planned, said = await campus.services["opportunities"].said(CataloguePlanned, CatalogueReleased)
    assert (planned.trusts, said.catalogue_id) == (("R0B", "RTD"), planned.catalogue_id)
    assert said.released_by == (await campus.person(TPD, Role.TPD)).person_id


async def test_a_plan_is_changed_until_it_is_public(campus: Town, director: Browser, plan: dict[str, str]) -> None:
    path = await is_planned(director, plan)
    form = await director.open(f"{path}/change")
    other = plan | {"trusts": "R0B"}

    check = await director.send(form, to=f"{path}/change", **other)
    changed = await director.send(check, to=f"{path}/change", step="send")
    overtaken = await director.send(check, to=f"{path}/change", step="send")

    assert ('value="R0B, RTD"' in form.text, 'value="NTH030"' in form.text) == (True, True)
    assert ("It is planned." in changed.text, "NEWCASTLE" in changed.text) == (True, False), seen(changed)
    assert "nothing was sent" in overtaken.text
    assert f'href="{path}"' in (await director.open("/catalogues")).text


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        (
            dict.fromkeys(("programme", "trusts", "preferences_open_on-day"), ""),
            ["programme", "trusts", "preferences_open_on-day"],
        ),
        ({"trusts": "R0B; RTD"}, ["trusts"]),
        ({"trusts": "R0B, R0X"}, ["trusts"]),
        ({"preferences_open_on-year": "2020"}, ["preferences_open_on-day"]),
    ],
    ids=["empty", "no codes", "nobody's code", "over"],
)
async def test_a_plan_is_told_what_it_lacks_also_where_only_the_service_knows(
    campus: Town, director: Browser, plan: dict[str, str], fields: dict[str, str], faults: list[str]
) -> None:
    page = await director.send(await director.open(NEW), to=NEW, **(plan | fields))
    if page.status_code == 200:
        page = await director.send(page, to=NEW, step="send")

    assert [field for field in plan if f'href="#{field}"' in page.text] == faults, seen(page)
    assert await campus.services["opportunities"].said(CataloguePlanned) == []


async def test_more_trusts_than_a_programme_can_have_are_not_looked_up(director: Browser, plan: dict[str, str]) -> None:
    many = ", ".join(f"R{n:03}" for n in range(201))

    page = await director.send(await director.open(NEW), to=NEW, **(plan | {"trusts": many}))

    assert (page.status_code, "Enter at most 200 codes" in page.text) == (422, True), seen(page)


async def test_another_programme_is_not_theirs_to_plan_and_a_trust_plans_none(
    campus: Town, director: Browser, plan: dict[str, str]
) -> None:
    check = await director.send(await director.open(NEW), to=NEW, **(plan | {"programme": "NTH031"}))

    refused = await director.send(check, to=NEW, step="send")

    assert (refused.status_code, "You do not plan for this programme" in refused.text) == (422, True), seen(refused)
    assert ('href="#programme"' in refused.text, 'value="r0b, RTD"' in refused.text) == (True, True)
    assert (await (await campus.signed_in(DIRECTOR)).open("/catalogues")).status_code == 403
