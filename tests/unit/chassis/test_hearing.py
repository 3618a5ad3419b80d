import re

import pytest

from chassis.hearing import hearings_of, hears
from chassis.service import Service
from chassis.settings import ServiceSettings
from contracts.feedback import FeedbackGiven
from contracts.notifications import NotificationFailed, NotificationSent
from contracts.registry import PersonRegistered
from tests.services.chassis.toy import MIGRATIONS

SETTINGS = ServiceSettings(database="postgresql://x", kafka="x:1", public_keys={"keys": []})


@hears(FeedbackGiven)
async def keep(event, work) -> None: ...


@hears.batch(NotificationSent, NotificationFailed)
async def fold(heard, work) -> None: ...


@hears.batch(NotificationSent)
async def fold_again(heard, work) -> None: ...


@hears(PersonRegistered)
async def remember(event, work) -> None: ...


def test_each_type_finds_its_handler() -> None:
    found = hearings_of([keep, fold])
    assert {type_: (hearing.run, hearing.batch) for type_, hearing in found.items()} == {
        FeedbackGiven.type: (keep, False),
        NotificationSent.type: (fold, True),
        NotificationFailed.type: (fold, True),
    }


def test_two_handlers_of_one_type_are_refused_by_name() -> None:
    with pytest.raises(ValueError, match=re.escape(f"{NotificationSent.type} is heard by fold and by fold_again")):
        hearings_of([fold, fold_again])


def test_a_function_that_hears_nothing_is_refused_by_name() -> None:
    async def deaf(event, work) -> None: ...

    with pytest.raises(ValueError, match="deaf is not marked with @hears"):
        hearings_of([deaf])


def test_a_service_reads_the_topics_of_what_it_hears() -> None:
    service = Service(name="leave", settings=SETTINGS, migrations=MIGRATIONS, hears=[keep, fold])
    assert service.topics_heard == ["feedback.v1", "notifications.v1"]


def test_a_journal_reads_all_that_its_service_may_read_and_no_more() -> None:
    topics = Service(name="reporting", settings=SETTINGS, migrations=MIGRATIONS, journal=True).topics_heard
    assert {"leave.v1", "feedback.v1"} < set(topics)
    assert "people.v1" not in topics


def test_personal_data_is_read_by_nobody_but_notifications() -> None:
    assert Service(name="notifications", settings=SETTINGS, migrations=MIGRATIONS, hears=[remember]).topics_heard == [
        "people.v1"
    ]
    with pytest.raises(ValueError, match=re.escape("leave may not read people.v1")):
        _ = Service(name="leave", settings=SETTINGS, migrations=MIGRATIONS, hears=[remember]).topics_heard
