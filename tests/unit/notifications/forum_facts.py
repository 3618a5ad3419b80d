"""Makers of ordinary facts of a trust's leadership forum; a test names only those it is about."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from contracts.opportunities import (
    ForumActionAgreed,
    ForumActionClosed,
    ForumCalled,
    ForumCalledOff,
    ForumFounded,
    ForumOverdue,
    ForumProposed,
    ForumRequested,
)
from contracts.vocabulary import ForumKind, Role
from tests.unit.notifications.facts import COORDINATOR, DOCTOR, NOW

MEETS = datetime(2026, 12, 1, 13, tzinfo=UTC)


def _of_forum(**facts: Any) -> dict[str, Any]:
    return {"forum_id": uuid4(), "trust": "R0B", **facts}


def a_request_for_a_forum(**facts: Any) -> ForumRequested:
    ordinary = {"requested_by": DOCTOR, "requested_at": NOW, "found_by": date(2026, 12, 20)}
    return ForumRequested(**_of_forum(**{**ordinary, **facts}))


def an_overdue_forum(**facts: Any) -> ForumOverdue:
    ordinary = {
        "requested_by": DOCTOR,
        "requested_at": NOW - timedelta(days=29),
        "found_by": date(2026, 11, 21),
        "overdue_at": NOW,
    }
    return ForumOverdue(**_of_forum(**{**ordinary, **facts}))


def a_proposed_forum(**facts: Any) -> ForumProposed:
    ordinary = {
        "kind": ForumKind.RESIDENTS,
        "proposed_by": COORDINATOR,
        "agreeing": Role.GUARDIAN,
        "proposed_at": NOW,
    }
    return ForumProposed(**_of_forum(**{**ordinary, **facts}))


def a_founded_forum(**facts: Any) -> ForumFounded:
    ordinary = {"requested_by": DOCTOR, "found_by": date(2026, 12, 20), "founded_by": COORDINATOR, "founded_at": NOW}
    return ForumFounded(**_of_forum(**{**ordinary, **facts}))


def _of_meeting(**facts: Any) -> dict[str, Any]:
    ordinary = {"meeting_id": uuid4(), "starts_at": MEETS, "ends_at": MEETS + timedelta(hours=1)}
    return _of_forum(**{**ordinary, **facts})


def a_called_forum(**facts: Any) -> ForumCalled:
    ordinary = {"with_residents_forum": True, "invited": (DOCTOR,), "called_by": COORDINATOR, "called_at": NOW}
    return ForumCalled(**_of_meeting(**{**ordinary, **facts}))


def a_forum_called_off(**facts: Any) -> ForumCalledOff:
    ordinary = {"invited": (DOCTOR,), "called_off_by": COORDINATOR, "called_off_at": NOW}
    return ForumCalledOff(**_of_meeting(**{**ordinary, **facts}))


def _of_action(**facts: Any) -> dict[str, Any]:
    ordinary = {"meeting_id": uuid4(), "action_id": uuid4(), "owner_id": COORDINATOR, "due_on": date(2027, 2, 20)}
    return _of_forum(**{**ordinary, "agreed_at": NOW, **facts})


def an_agreed_action(**facts: Any) -> ForumActionAgreed:
    return ForumActionAgreed(**_of_action(**{"agreed_by": uuid4(), **facts}))


def a_closed_action(**facts: Any) -> ForumActionClosed:
    ordinary = {"outcome": "done", "closed_by": COORDINATOR, "closed_at": NOW}
    return ForumActionClosed(**_of_action(**{**ordinary, **facts}))
