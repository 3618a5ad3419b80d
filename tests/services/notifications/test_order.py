"""One person's mails go out in the order they were decided, as far as the relay lets them."""

import pytest

from services.notifications.letters import Stationery
from tests.services.notifications.conftest import Notifications
from tests.unit.notifications.facts import DOCTOR_ADDRESS, a_coordinator, some_feedback
from tests.unit.notifications.registry_facts import a_change

MOVED, GIVEN = "Your placement has changed", "You have written feedback to read"


def subjects(notifications: Notifications) -> list[str]:
    return [mail["Subject"] for mail in notifications.relay.to(DOCTOR_ADDRESS)]


@pytest.mark.usefixtures("doctor")
async def test_a_newer_mail_waits_for_an_older_one_that_is_put_off(notifications: Notifications) -> None:
    notifications.relay.then("451 rcpt", "451 data")
    await notifications.hears(a_change())
    await notifications.sends()
    await notifications.hears(some_feedback())
    await notifications.sends()
    assert subjects(notifications) == []
    await notifications.forward(seconds=5)

    assert subjects(notifications) == [MOVED, GIVEN]


@pytest.mark.usefixtures("doctor")
async def test_somebody_elses_mail_waits_for_nobody(notifications: Notifications) -> None:
    other = a_coordinator().person_id
    await notifications.hears(a_coordinator())
    notifications.relay.then("451 rcpt")
    await notifications.hears(a_change())
    await notifications.sends()
    await notifications.hears(some_feedback(doctor_id=other))
    await notifications.driver.run_job("send mail")

    assert [recipient for recipient, _ in notifications.relay.taken] == [a_coordinator().email]


@pytest.mark.usefixtures("doctor")
async def test_a_mail_that_is_refused_for_long_holds_up_the_next_for_a_quarter_of_an_hour(
    notifications: Notifications,
) -> None:
    notifications.relay.then("451 data", "451 data")
    await notifications.hears(a_change())
    await notifications.sends()
    await notifications.hears(some_feedback())
    await notifications.forward(minutes=15, seconds=-0.5)
    assert subjects(notifications) == []
    await notifications.forward(seconds=0.8)

    assert subjects(notifications) == [GIVEN]


@pytest.mark.usefixtures("doctor")
async def test_however_long_the_relay_was_away_the_older_mail_goes_first(notifications: Notifications) -> None:
    notifications.relay.open = False
    await notifications.hears(a_change())
    await notifications.sends()
    await notifications.hears(some_feedback())
    for _ in range(40):
        await notifications.forward(minutes=1)
    notifications.relay.open = True
    await notifications.driver.run_job("send mail")
    assert subjects(notifications) == [], "the older one was tried a moment ago"
    await notifications.forward(seconds=45)

    assert subjects(notifications) == [MOVED, GIVEN]


@pytest.mark.usefixtures("doctor")
async def test_a_mail_that_cannot_be_written_holds_up_no_other(
    notifications: Notifications, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Stationery.write

    def written(stationery: Stationery, letter: object, **facts: object) -> bytes:
        if getattr(letter, "subject", "") == MOVED:
            raise ValueError("as if a sentence of ours were at fault")
        return write(stationery, letter, **facts)  # type: ignore[arg-type]

    monkeypatch.setattr(Stationery, "write", written)
    await notifications.hears(a_change())
    await notifications.sends()
    await notifications.hears(some_feedback())
    await notifications.sends()

    assert subjects(notifications) == [GIVEN]
