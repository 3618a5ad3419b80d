"""A trust's forums, pure: who may ask for it, found it, call it and record it, and what follows (O-E3)."""

from services.opportunities.domain.forums.actions import Said, agree, close
from services.opportunities.domain.forums.forum import CONVENERS, Action, Forum, Meeting, Result
from services.opportunities.domain.forums.founding import found, found_unasked, note_overdue, request, there_already
from services.opportunities.domain.forums.meeting import Record, call, call_off, record

__all__ = [
    "CONVENERS",
    "Action",
    "Forum",
    "Meeting",
    "Record",
    "Result",
    "Said",
    "agree",
    "call",
    "call_off",
    "close",
    "found",
    "found_unasked",
    "note_overdue",
    "record",
    "request",
    "there_already",
]
