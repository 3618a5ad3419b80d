"""Whom the embedded issuer offers to be: read from the registry's own tables."""

from fairlead.embedded.personas import STAND_INS, find_personas
from tests.services.registry.conftest import Registry


async def test_people_stand_under_their_role_in_words_with_the_trust_they_hold_it_at(region: Registry) -> None:
    joan = {"role": "dme", "name": "Joan Fry", "email": "joan.fry@nhs.example", "registration": "7000090"}
    made = await region.posts("appointments", {**joan, "organisation": "R0B", "from": "2026-01-01"})
    assert made.status_code == 201, made.text

    listed = await find_personas(_database(region), "")
    typed = await find_personas(_database(region), "7000090")

    [known, *others] = listed
    assert (known.name, known.role) == ("Joan Fry", "Director of medical education")
    assert known.detail == "SOUTH TYNESIDE AND SUNDERLAND NHS FOUNDATION TRUST, 7000090"
    assert others == list(STAND_INS)
    assert [(one.person, one.name) for one in typed] == [(known.person, "Joan Fry")]


def _database(region: Registry) -> str:
    return region.driver.running.service.settings.database
