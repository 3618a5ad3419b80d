"""Who may ask what. Whose inbox or whose decisions they are is checked where they are read."""

from collections.abc import Mapping

from chassis.http import ANYONE_SIGNED_IN
from contracts.vocabulary import Role

_OPERATOR = frozenset({Role.OPERATOR})

RULES: Mapping[str, frozenset[Role]] = {
    "my_inbox": ANYONE_SIGNED_IN,
    "how_many_unread": ANYONE_SIGNED_IN,
    "show_item": ANYONE_SIGNED_IN,
    "read_item": ANYONE_SIGNED_IN,
    "why": ANYONE_SIGNED_IN,
    "push_key": ANYONE_SIGNED_IN,
    "my_devices": ANYONE_SIGNED_IN,
    "add_device": ANYONE_SIGNED_IN,
    "remove_device": ANYONE_SIGNED_IN,
    "who_was_decided_on": _OPERATOR,
    "how_many_are_due": _OPERATOR,
    "mails_of_import": _OPERATOR,
    "pause_import": _OPERATOR,
    "resume_import": _OPERATOR,
    "cancel_import": _OPERATOR,
}
