"""What recognition remembers of what others said, and that it can be made anew from the log."""

from uuid import UUID

from contracts.vocabulary import ParticipationRole
from tests.services.recognition.conftest import Recognition
from tests.unit.recognition.facts import a_confirmation


async def test_the_record_is_what_was_confirmed_last(recognition: Recognition) -> None:
    one = a_confirmation()
    mended = one.model_copy(update={"role": ParticipationRole.LED, "minutes": 30})

    await recognition.hears(one, mended, a_confirmation())
    await recognition.hears(mended)

    items = (await recognition.asks(recognition.champion, "GET", "records")).json()["items"]
    [record] = [item for item in items if UUID(item["participation_id"]) == one.participation_id]
    assert (len(items), record["role"], record["minutes"]) == (2, "led", 30)


async def test_a_certificate_says_what_was_confirmed_when_it_was_issued(recognition: Recognition) -> None:
    one = a_confirmation()
    await recognition.hears(one)
    certificate_id = await recognition.issues(one.participation_id)

    await recognition.hears(one.model_copy(update={"minutes": 30}))

    assert (await recognition.sees(certificate_id))["minutes"] == 750
