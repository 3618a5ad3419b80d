"""Who may see the pages that are about whoever visits."""

from chassis.http import ANYONE_SIGNED_IN, Policy

OF_ONESELF: Policy = {
    "home": ANYONE_SIGNED_IN,
    "inbox": ANYONE_SIGNED_IN,
    "inbox_item": ANYONE_SIGNED_IN,
    "notification_settings": ANYONE_SIGNED_IN,
    "turn_on_push": ANYONE_SIGNED_IN,
    "remove_device": ANYONE_SIGNED_IN,
    "addresses": ANYONE_SIGNED_IN,
    "choose_address": ANYONE_SIGNED_IN,
    "remove_address": ANYONE_SIGNED_IN,
    "adjustments": ANYONE_SIGNED_IN,
    "write_adjustments": ANYONE_SIGNED_IN,
    "shown_adjustments": ANYONE_SIGNED_IN,
}
