"""What each circumstance makes of a notice: sent, withheld, waited for."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from contracts import Event
from contracts.registry import DateChange
from services.notifications.audience import AUDIENCE, Urgency
from services.notifications.domain import (
    Standing,
    decide,
)
from tests.unit.notifications import (
    facts,
    leave_facts,
    registry_facts,
)
from tests.unit.notifications.facts import COORDINATOR, DOCTOR
from tests.unit.notifications.happenings import OLDEST, TODAY, happening
from tests.unit.notifications.registry_facts import a_change, a_placement

REACHABLE = Standing(confirmed=True, has_address=True)


def verdicts(event: Event, person: Standing | None, day: date = TODAY, row: int = 0) -> tuple[str, str]:
    told = decide(happening(event, day), AUDIENCE[type(event)][row], DOCTOR, person=person, today=TODAY, oldest=OLDEST)
    assert told.mail is not None
    assert told.inbox is not None
    return (
        f"{told.mail.decision}:{told.mail.reason or ''}",
        f"{told.inbox.decision}:{told.inbox.reason or ''}",
    )


OVER = a_placement(start=date(2026, 1, 1), end=date(2026, 11, 21))


@pytest.mark.parametrize(
    ("event", "person", "day", "mail", "inbox"),
    [
        (registry_facts.a_change(), REACHABLE, TODAY, "pending:", "sent:"),
        (registry_facts.an_announcement(), REACHABLE, TODAY, "withheld:inbox_only", "sent:"),
        (registry_facts.a_change(), None, TODAY, "pending:person_unknown", "pending:person_unknown"),
        (registry_facts.a_change(), Standing(True, False), TODAY, "withheld:no_address", "sent:"),
        (
            registry_facts.an_announcement(),
            Standing(False, True),
            TODAY,
            "withheld:unconfirmed_person",
            "withheld:unconfirmed_person",
        ),
        (registry_facts.a_change(), REACHABLE, date(2026, 10, 22), "withheld:too_old", "sent:"),
        (registry_facts.a_change(), REACHABLE, date(2026, 10, 23), "pending:", "sent:"),
        (registry_facts.an_announcement(OVER), REACHABLE, TODAY, "withheld:over", "withheld:over"),
        (registry_facts.a_change(OVER), None, TODAY, "withheld:over", "withheld:over"),
        (leave_facts.a_refusal(last_day=date(2026, 11, 21)), REACHABLE, TODAY, "withheld:over", "sent:"),
        (leave_facts.a_refusal(last_day=TODAY), REACHABLE, TODAY, "pending:", "sent:"),
        (facts.some_feedback(activity_date=date(2026, 1, 1)), REACHABLE, TODAY, "pending:", "sent:"),
    ],
)
def test_each_circumstance_has_its_verdict(
    event: Event, person: Standing | None, day: date, mail: str, inbox: str
) -> None:
    assert verdicts(event, person, day) == (mail, inbox)


def test_a_placement_cut_short_to_yesterday_still_reaches_its_doctor() -> None:
    cut = a_change(OVER, changes=(DateChange(field="end", old=date(2027, 2, 1), new=OVER.end),))
    assert verdicts(cut, REACHABLE) == ("pending:", "sent:")


def test_a_change_of_an_import_shares_a_mail_and_one_without_has_its_own() -> None:
    import_id = uuid4()
    row = AUDIENCE[type(a_change())][1]
    assert row.urgency is Urgency.WITH_ITS_IMPORT
    told = [
        decide(happening(event), row, COORDINATOR, person=REACHABLE, today=TODAY, oldest=OLDEST)
        for event in (a_change(import_id=import_id), a_change())
    ]
    assert [one.group for one in told] == [f"import:{import_id}", None]


def test_shadowing_that_is_over_mails_nobody() -> None:
    assert verdicts(facts.a_booking(ends_at=datetime(2026, 11, 21, 13, tzinfo=UTC)), REACHABLE)[0] == "withheld:over"
    assert verdicts(facts.a_cancelled_slot(), REACHABLE) == ("pending:", "sent:")
