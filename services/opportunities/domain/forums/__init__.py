"""A trust's forums, pure: who may ask for it, found it, call it and record it, and what follows (O-E3)."""

from services.opportunities.domain.forums.actions import Said, agree, close
from services.opportunities.domain.forums.forum import CONVENERS, JOINTLY, Action, Forum, Meeting, Members, Result
from services.opportunities.domain.forums.founding import found, found_unasked, note_overdue, request, there_already
from services.opportunities.domain.forums.meeting import (
    Record,
    call,
    call_off,
    compose,
    note_minutes,
    note_quorum,
    record,
)

__all__ = [
    "CONVENERS",
    "JOINTLY",
    "Action",
    "Forum",
    "Meeting",
    "Members",
    "Record",
    "Result",
    "Said",
    "agree",
    "call",
    "call_off",
    "close",
    "compose",
    "found",
    "found_unasked",
    "note_minutes",
    "note_overdue",
    "note_quorum",
    "record",
    "request",
    "there_already",
]
