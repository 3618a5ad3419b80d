"""What trusts offer is read without sign-in before doctors choose, and no person is in it (O-D1, O-D2, R37)."""

from datetime import date
from typing import Any
from uuid import UUID

import httpx

from contracts import Grant
from contracts.opportunities import AreaUpdated, CataloguePlanned, CatalogueReleased
from contracts.registry import OrganisationRegistered
from contracts.vocabulary import OrganisationKind, Role
from tests.services.deaneries import a_dean, a_deanery
from tests.services.driver import an_actor
from tests.services.opportunities.conftest import Trust, a_champion, a_doctor, in_post

PROGRAMME = "NOR/FP/001"
PLAN = {"programme": PROGRAMME, "trusts": ["R0B", "RXF"], "preferences_open_on": "2027-03-01"}
DEANERY = an_actor(Grant(Role.DEANERY_ANALYST, "YNE"))


async def _reads(trust: Trust, path: str, headers: dict[str, str] | None = None, **params: Any) -> httpx.Response:
    """Signed out."""
    async with trust.opportunities.http() as http:
        return await http.get(f"/api/opportunities/public{path}", params=params, headers=headers)


async def _plans(trust: Trust, **facts: Any) -> str:
    answer = await trust.post(DEANERY, "/catalogues", PLAN | facts)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def test_a_catalogue_is_public_once_it_is_released(trust: Trust) -> None:
    name = OrganisationRegistered(code="R0B", kind=OrganisationKind.TRUST, name="South Tyneside and Sunderland")
    await trust.opportunities.hears(name)
    opportunity_id = await trust.publishes()
    await trust.drafts()
    catalogue_id = await _plans(trust)

    before = await _reads(trust, "/catalogue", programme=PROGRAMME)
    released = await trust.post(DEANERY, f"/catalogues/{catalogue_id}/release")
    after = await _reads(trust, "/catalogue", programme=PROGRAMME)

    assert (before.status_code, released.status_code, after.status_code) == (404, 204, 200)
    here, there = after.json()["trusts"]
    assert (here["name"], [one["id"] for one in here["opportunities"]]) == (name.name, [opportunity_id])
    assert (there["trust"], there["name"], there["opportunities"]) == ("RXF", None, [])
    assert [one["programme"] for one in (await _reads(trust, "/programmes")).json()["items"]] == [PROGRAMME]
    planned, said = await trust.opportunities.said(CataloguePlanned, CatalogueReleased)
    assert planned.release_by == date(2027, 1, 4), "eight weeks before"
    assert (said.catalogue_id, said.opportunities) == (UUID(catalogue_id), 1)


async def test_a_region_sets_how_early_the_catalogues_of_its_own_trusts_are_public(trust: Trust) -> None:
    """NTH answers for R0B; the first of several deaneries by code has the say."""
    await trust.opportunities.hears(a_deanery("NTH", "R0B"), a_deanery("WES", "RXF"), a_deanery("YHD", "RAE"))
    for deanery, weeks in (("NTH", 10), ("WES", 12), ("YHD", 2)):
        named = "opportunities.release_weeks_ahead"
        assert await trust.opportunities.rules(a_dean(deanery), named, weeks, of=deanery) == 204

    await _plans(trust)
    await _plans(trust, programme="NOR/FP/002", trusts=["RXF"])

    planned = await trust.opportunities.said(CataloguePlanned)
    assert [one.release_by for one in planned] == [date(2026, 12, 21), date(2026, 12, 7)]


async def test_no_person_is_in_it(trust: Trust) -> None:
    await trust.publishes()
    await trust.post(DEANERY, f"/catalogues/{await _plans(trust)}/release")

    pages = [await _reads(trust, "/catalogue", programme=PROGRAMME), await _reads(trust, "/areas/R0B")]

    for page in pages:
        for person in (trust.lead, trust.co_producer, trust.champion):
            assert str(person.person_id) not in page.text


async def test_whoever_has_it_already_is_told_so_until_it_changes(trust: Trust) -> None:
    await trust.publishes()
    first = await _reads(trust, "/areas/R0B")
    tag = first.headers["etag"]

    same = await _reads(trust, "/areas/R0B", {"If-None-Match": f'"other", W/{tag}'})
    await trust.publishes(title="Another meeting")
    changed = await _reads(trust, "/areas/R0B", {"If-None-Match": tag})

    assert first.headers["cache-control"] == "public, max-age=300"
    assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", tag)
    assert (changed.status_code, len(changed.json()["opportunities"])) == (200, 2)


async def test_a_trusts_page_says_whom_to_turn_to_and_how_to_join(trust: Trust) -> None:
    opportunity_id = await trust.publishes()
    path, both = f"/published/{opportunity_id}/joining", {"contact": "Medical education team", "route": "Ask there."}

    others = [(await trust.put(one, path, both)).status_code for one in (trust.doctor, a_champion("RXF"))]
    half = await trust.put(trust.champion, path, {"contact": "Medical education team"})
    whole = await trust.put(trust.lead, path, both)
    [item] = (await _reads(trust, "/areas/R0B")).json()["opportunities"]

    assert (others, half.status_code, whole.status_code) == ([404, 404], 204, 204)
    assert (item["contact"], item["route"]) == ("Medical education team", "Ask there.")
    said = await trust.opportunities.said(AreaUpdated)
    assert [one.complete for one in said] == [False, True]
    assert "education" not in "".join(one.model_dump_json() for one in said)


async def test_a_trust_that_nobody_knows_has_no_page(trust: Trust) -> None:
    assert (await _reads(trust, "/areas/RZZ")).status_code == 404


async def test_a_trusts_team_plans_for_a_programme_whose_doctors_are_placed_there_alone(trust: Trust) -> None:
    team, other = an_actor(Grant(Role.MEDED_ADMIN, "R0B")), an_actor(Grant(Role.MEDED_ADMIN, "RXF"))
    doctor = a_doctor()
    await trust.opportunities.hears(in_post(doctor, programme=PROGRAMME))
    plan = PLAN | {"trusts": ["R0B"]}

    made = await trust.post(team, "/catalogues", plan)
    strange = await trust.post(other, "/catalogues", plan)
    await trust.opportunities.hears(in_post(doctor, host="RXF", start=date(2026, 12, 2), programme=PROGRAMME))
    path = f"/catalogues/{made.json()['id']}"
    too_late = [await trust.post(team, f"{path}/release"), await trust.put(team, path, plan)]

    assert (made.status_code, strange.status_code) == (201, 403)
    assert [one.status_code for one in too_late] == [404, 404], "others train its doctors now"
    assert await trust.ids(team, "/catalogues") == []
    assert (await trust.post(DEANERY, f"{path}/release")).status_code == 204


async def test_a_catalogue_that_names_another_trust_is_no_trusts_alone_whoever_its_doctors_are_at_today(
    trust: Trust,
) -> None:
    team = an_actor(Grant(Role.MEDED_ADMIN, "R0B"))
    await trust.opportunities.hears(in_post(a_doctor(), programme=PROGRAMME))
    path = f"/catalogues/{await _plans(trust)}"

    wider = await trust.post(team, "/catalogues", PLAN)
    narrowed = await trust.put(team, path, PLAN | {"trusts": ["R0B"]})
    released = await trust.post(team, f"{path}/release")
    listed = await trust.ids(team, "/catalogues")
    own = (await trust.post(team, "/catalogues", PLAN | {"trusts": ["R0B"]})).json()["id"]
    widened = await trust.put(team, f"/catalogues/{own}", PLAN)

    assert [one.status_code for one in (wider, narrowed, released, widened)] == [403, 404, 404, 403]
    assert (listed, await trust.ids(team, "/catalogues")) == ([], [own])


async def test_the_deanery_and_the_programmes_director_plan_and_no_trust_stands_for_a_programme(trust: Trust) -> None:
    director, other = an_actor(Grant(Role.TPD, PROGRAMME)), an_actor(Grant(Role.TPD, "NOR/FP/002"))
    team = an_actor(Grant(Role.MEDED_ADMIN, "R0B"))

    async def status(actor: Any, **facts: Any) -> int:
        return (await trust.post(actor, "/catalogues", PLAN | facts)).status_code

    assert [await status(one) for one in (DEANERY, director, other, team, trust.champion)] == [201, 201, 403, 403, 403]
    assert await status(team, trusts=["R0B"]) == 403, "it would replace the whole programme's page"
    assert len(await trust.ids(DEANERY, "/catalogues")) == len(await trust.ids(director, "/catalogues")) == 2
    assert await trust.ids(team, "/catalogues") == []


async def test_a_plan_can_change_until_it_is_released(trust: Trust) -> None:
    catalogue_id = await _plans(trust)
    path, stranger = f"/catalogues/{catalogue_id}", an_actor(Grant(Role.TPD, "NOR/FP/002"))

    strange = await trust.put(stranger, path, PLAN)
    past = await trust.put(DEANERY, path, PLAN | {"preferences_open_on": "2026-11-22"})
    moved = await trust.put(DEANERY, path, PLAN | {"preferences_open_on": "2027-04-12"}, **{"If-Match": '"v1"'})
    stale = await trust.post(DEANERY, f"{path}/release", **{"If-Match": '"v1"'})
    released = await trust.post(DEANERY, f"{path}/release")
    again = [await trust.post(DEANERY, f"{path}/release"), await trust.put(DEANERY, path, PLAN)]

    assert [one.status_code for one in (strange, past, moved, stale, released)] == [404, 422, 204, 412, 204]
    assert [one.status_code for one in again] == [409, 409]
    (said,) = await trust.opportunities.said(CatalogueReleased)
    assert said.release_by == date(2027, 2, 15)


async def test_who_plans_a_catalogue_sees_how_often_it_was_read_and_nothing_of_by_whom(trust: Trust) -> None:
    catalogue_id = await _plans(trust)
    other = await _plans(trust, programme="NOR/FP/002")
    await trust.post(DEANERY, f"/catalogues/{catalogue_id}/release")
    assert (await _read_by_all(trust))[catalogue_id] == (0, 0)

    tag = (await _reads(trust, "/catalogue", programme=PROGRAMME)).headers["etag"]
    assert (await _reads(trust, "/catalogue", headers={"if-none-match": tag}, programme=PROGRAMME)).status_code == 304
    await _reads(trust, "/catalogue", programme="NOR/FP/002")
    trust.opportunities.clock.forward(days=7)
    await _reads(trust, "/catalogue", programme=PROGRAMME)

    assert await _read_by_all(trust) == {catalogue_id: (3, 1), other: (0, 0)}
    async with trust.opportunities.begin() as work:
        rows = await work.driver.fetch("SELECT * FROM public_catalogue_view ORDER BY day")
    assert [set(dict(row)) for row in rows] == [{"catalogue_id", "day", "times"}] * 2


async def test_however_often_strangers_read_it_that_is_written_once_a_minute(trust: Trust) -> None:
    catalogue_id = await _plans(trust)
    await trust.post(DEANERY, f"/catalogues/{catalogue_id}/release")
    known = []
    for seconds in (0, 59, 1, 59):
        trust.opportunities.clock.forward(seconds=seconds)
        for _ in range(3):
            await _reads(trust, "/catalogue", programme=PROGRAMME)
        known.append((await _read_by_all(trust))[catalogue_id][0])

    assert known == [1, 1, 7, 7]


async def _read_by_all(trust: Trust) -> dict[str, tuple[int, int]]:
    """By catalogue: how often ever, and in the last seven days."""
    items = (await trust.get(DEANERY, "/catalogues")).json()["items"]
    return {one["id"]: (one["views"], one["views_last_week"]) for one in items}
