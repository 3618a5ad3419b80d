"""Forums with their meetings and actions, as they are kept and asked for."""

from services.opportunities.store.forums.forums import (
    actions_of,
    add_forum,
    find_forum,
    forum,
    forum_and_action,
    forum_and_meeting,
    forums_at,
    forums_overdue,
    keep_forum,
    look_at_forum,
    meetings_of,
)
from services.opportunities.store.forums.terms import (
    action_due_on,
    forum_days_ahead,
    forum_needs_item,
    forum_to_be_founded_by,
)

__all__ = [
    "action_due_on",
    "actions_of",
    "add_forum",
    "find_forum",
    "forum",
    "forum_and_action",
    "forum_and_meeting",
    "forum_days_ahead",
    "forum_needs_item",
    "forum_to_be_founded_by",
    "forums_at",
    "forums_overdue",
    "keep_forum",
    "look_at_forum",
    "meetings_of",
]
