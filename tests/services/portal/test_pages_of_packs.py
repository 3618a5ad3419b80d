"""Whoever starts somewhere reads what was put together for them, before their first day as well (O-E1)."""

from uuid import UUID

import pytest

from contracts.vocabulary import Role
from tests.services.opportunities.conftest import Trust
from tests.services.portal.browser import Browser
from tests.services.portal.town import CHAMPION, COORDINATOR, DOCTOR, OTHER_DOCTOR, Town, seen

MEETING, PANEL = "Patient safety meeting", "Panel for a college tutor"


@pytest.fixture
async def trust(campus: Town) -> Trust:
    return Trust(
        campus.services["opportunities"],
        champion=await campus.person(CHAMPION, Role.CHAMPION),
        lead=await campus.person(COORDINATOR),
        co_producer=await campus.person(DOCTOR, Role.RESIDENT_DOCTOR),
        doctor=await campus.person(OTHER_DOCTOR, Role.RESIDENT_DOCTOR),
    )


@pytest.fixture
async def meeting_id(trust: Trust, campus: Town) -> UUID:
    """Of two that are open where the other doctor starts in five days, who would see panels first."""
    first_day = campus.in_days(-30).isoformat()
    made = await trust.publishes(first_day=first_day, title=MEETING)
    await trust.publishes(kind="college_tutor_panel", first_day=first_day, title=PANEL)
    await trust.post(trust.doctor, "/searches", {"families": ["panel"]})
    await campus.has_placement(OTHER_DOCTOR, **{"Date From*": campus.in_days(5)})
    while await campus.services["opportunities"].run_job("send packs"):
        pass
    return UUID(made)


@pytest.fixture
async def starter(campus: Town, meeting_id: UUID) -> Browser:
    return await campus.signed_in(OTHER_DOCTOR)


def pack_in(html: str) -> str:
    return "/packs/" + html.partition('href="/packs/')[2][:36]


async def test_a_starter_reads_what_is_open_with_what_their_search_found_first(
    campus: Town, starter: Browser, meeting_id: UUID
) -> None:
    offered = await starter.open("/opportunities")
    mine = await starter.open("/packs")
    pack = await starter.open(pack_in(mine.text))
    meeting = await starter.open(f"/opportunities/{meeting_id}")

    assert 'href="/packs"' in offered.text
    assert "For your first day, sent on" in mine.text
    assert "SOUTH TYNESIDE AND SUNDERLAND" in mine.text
    assert 0 < pack.text.index(PANEL) < pack.text.index("Found by your search") < pack.text.index(MEETING), seen(pack)
    assert pack.text.count("Found by your search") == 1
    assert (meeting.status_code, "Say that you would like to take part" in meeting.text) == (200, False)
    assert "Whoever works there can ask to take part." in meeting.text


async def test_what_was_closed_since_says_so(campus: Town, trust: Trust, starter: Browser, meeting_id: UUID) -> None:
    path = pack_in((await starter.open("/packs")).text)
    closed = await trust.post(trust.champion, f"/published/{meeting_id}/closure", {"reason": "filled"})

    page = await starter.open(path)

    assert "It is closed." in (await starter.open(f"/opportunities/{meeting_id}")).text
    assert (closed.status_code, page.text.count(">\n  Over\n")) == (204, 1), seen(page)


async def test_a_pack_is_nobody_elses(campus: Town, starter: Browser) -> None:
    path = pack_in((await starter.open("/packs")).text)
    colleague, champion = await campus.signed_in(DOCTOR), await campus.signed_in(CHAMPION)

    assert (await colleague.open(path)).status_code == 404
    assert (await champion.open(path)).status_code == 403
    assert "Nothing yet." in (await colleague.open("/packs")).text
