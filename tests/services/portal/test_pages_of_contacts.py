"""From a placement a doctor finds who answers for what there, and where they are reached."""

from tests.services.portal.town import DOCTOR, Town, seen

_WITH_CONTACT = """role,registration,organisation,from,contact
Champion,7000025,R0B,2026-01-01,leadership@trust.example
"""


async def test_a_doctor_finds_who_answers_for_what_at_their_trust(town: Town) -> None:
    await town.brings("appointments", _WITH_CONTACT.encode())
    doctor = await town.signed_in(DOCTOR)

    placements = await doctor.open("/placements")
    there, elsewhere = await doctor.open("/trusts/R0B/contacts"), await doctor.open("/trusts/RTD/contacts")

    assert 'href="/trusts/R0B/contacts"' in placements.text
    assert "Chidi Obi, leadership@trust.example" in seen(there)
    for role in ("Champion", "Director of medical education", "Guardian of safe working hours"):
        assert role.casefold() in seen(there).casefold()
    assert "Chidi Obi" not in seen(elsewhere)
    assert (await doctor.open("/trusts/QQQ/contacts")).status_code == 404
