"""The catalogue is the commitment's appendix, as dated data."""

from collections import Counter
from datetime import date

from sqlalchemy import insert, update

from contracts.vocabulary import OpportunityFamily
from services.opportunities.store.tables import kinds
from tests.services.opportunities.conftest import Trust

APPENDIX = {"meeting": 16, "panel": 5, "shadowing": 5, "training": 3}


async def test_the_catalogue_begins_with_the_29_kinds_of_the_appendix(trust: Trust) -> None:
    items = (await trust.get(trust.doctor, "/kinds")).json()["items"][:29]

    assert Counter(item["family"] for item in items) == APPENDIX
    assert len({item["code"] for item in items}) == 29
    assert {item["code"] for item in items if item["chairing"]} == {
        "quality_and_safety_meeting",
        "multidisciplinary_team_meeting",
        "practice_management_meeting",
    }
    assert {item["code"]: item["entry"] for item in items if item["entry"] != "expression_of_interest"} == {
        "local_negotiating_committee": "election_or_nomination",
        "local_medical_committee": "election_or_nomination",
        "guardian_panel": "nomination",
    }
    assert {item["code"] for item in items if item["setting"] == "primary_care"} == {
        "local_medical_committee",
        "integrated_care_system_meeting",
        "practice_management_meeting",
        "primary_care_network_meeting",
        "gp_partner_shadowing",
    }


async def test_of_each_family_that_the_appendix_does_not_have_there_is_a_kind_behind_them(trust: Trust) -> None:
    items = (await trust.get(trust.doctor, "/kinds")).json()["items"][29:]

    others = [family for family in OpportunityFamily if family not in APPENDIX]
    assert [item["family"] for item in items] == others == ["project", "fellowship", "representative_post", "other"]
    assert [item["entry"] for item in items if item["family"] == "representative_post"] == ["election_or_nomination"]
    published = [await trust.publishes(kind=item["code"]) for item in items]
    assert set(await trust.ids(trust.doctor, "/published")) == set(published)


async def test_a_kind_changes_and_ends_on_the_day_that_the_data_say(trust: Trust) -> None:
    async with trust.opportunities.begin() as work:
        changed = {"family": "meeting", "chairing": True, "entry": "expression_of_interest", "place": 3}
        tomorrow = {"code": "risk_management_meeting", "valid_from": date(2026, 11, 23), "title": "Risk and safety"}
        await work.run(insert(kinds).values(**changed, **tomorrow))
        ended = update(kinds).where(kinds.c.code == "command_meeting")
        await work.run(ended.values(valid_to=date(2026, 11, 22)))

    async def today() -> dict[str, str]:
        return {item["code"]: item["title"] for item in (await trust.get(trust.doctor, "/kinds")).json()["items"]}

    before = await today()
    trust.opportunities.clock.forward(days=1)
    after = await today()

    assert before["risk_management_meeting"] == "Risk management meeting"
    assert after["risk_management_meeting"] == "Risk and safety"
    assert before.keys() - after.keys() == {"command_meeting"}
