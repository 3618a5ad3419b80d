"""Who may see the pages of forums."""

from chassis.http import ANYONE_SIGNED_IN, Policy
from contracts.vocabulary import ForumKind
from services.portal.domain.offices import CONVENERS, CONVENERS_OF, DOCTORS

OF_FORUMS: Policy = {
    "forums": ANYONE_SIGNED_IN,
    "forum": ANYONE_SIGNED_IN,
    "forum_action": ANYONE_SIGNED_IN,
    "close_action": ANYONE_SIGNED_IN,
    "request_forum": DOCTORS,
    "found_forum_unasked": CONVENERS,
    "found_forum": CONVENERS,
    "members_form": CONVENERS_OF[ForumKind.RESIDENTS],
    "compose_forum": CONVENERS_OF[ForumKind.RESIDENTS],
    "quorum_form": CONVENERS,
    "note_quorum": CONVENERS,
    "call_form": CONVENERS,
    "call_forum": CONVENERS,
    "forum_meeting": CONVENERS,
    "call_off_forum": CONVENERS,
    "record_forum": CONVENERS,
    "note_minutes": CONVENERS,
    "agree_action": CONVENERS,
}
