"""Rows that somebody has lost or changed by hand, and how verify is to name each."""

from typing import NamedTuple

from tests.services.verifying.conftest import (
    CANCELLED,
    GIVEN,
    HALTED,
    HELD,
    IMPORT,
    MOVED,
    PAUSED,
    PUBLISHED,
    REFUSED,
    SLOT,
    TOUCHED,
    UNANSWERED,
)
from tests.unit.notifications.facts import DOCTOR


class Damage(NamedTuple):
    """Done by hand to one service, the invariant that sees it, and words by which it names what and where."""

    service: str
    statement: str
    invariant: str
    words: str


_EVENT = f"(SELECT event_id FROM happening WHERE subject = '{MOVED}' AND sequence = 2)"
ITS_MAIL = f"(SELECT mail_id FROM decision WHERE event_id = {_EVENT} AND person_id = '{DOCTOR}' AND channel = 'mail')"
_SOME = "(SELECT event_id FROM inbox i WHERE NOT EXISTS (SELECT FROM held h WHERE h.event_id = i.event_id) LIMIT 1)"
_DUE = f"group_key IS NULL AND import_id = '{HALTED}'"

DAMAGES = {
    "an outbox row of a new stream before its relay": Damage(
        "leave", "INSERT INTO stream VALUES ('leave.v1', 'new', 1)", "I1", "6 numbered on leave.v1 by leave, 5 said"
    ),
    "an outbox row of a known stream": Damage(
        "registry", f"UPDATE stream SET last = last + 1 WHERE subject = '{MOVED}'", "I4", f"placements.v1 {MOVED}"
    ),
    "an outbox row of a compacted topic": Damage(
        "registry", f"UPDATE stream SET last = last + 1 WHERE subject = '{DOCTOR}'", "I1", "numbered on people.v1"
    ),
    "an outbox row behind a held key": Damage(
        "registry",
        f"UPDATE stream SET last = last + 1 WHERE subject = '{HELD}'",
        "I4",
        f"of 3 in placements.v1 {HELD}, 2",
    ),
    "a stream": Damage("feedback", "DELETE FROM stream", "I1", "0 numbered on feedback.v1 by feedback, 1 said"),
    "what was said of a compacted topic": Damage(
        "registry", "UPDATE ledger SET count = count - 1 WHERE topic = 'people.v1'", "I1", "3 numbered on people.v1"
    ),
    "what was heard": Damage(
        "leave",
        "UPDATE ledger SET count = count - 1 WHERE reader = 'leave' AND topic LIKE 'app%'",
        "I1",
        "leave took 0 of 1",
    ),
    "a position": Damage(
        "leave",
        f"DELETE FROM stream_position WHERE subject = '{MOVED}'",
        "I4",
        f"leave is at 0 of 4 in placements.v1 {MOVED}",
    ),
    "a position of a stream that was once held": Damage(
        "feedback",
        f"UPDATE stream_position SET sequence = 3 WHERE subject = '{MOVED}'",
        "I4",
        f"feedback is at 3 of 4 in placements.v1 {MOVED}, 0 held",
    ),
    "a position of a compacted topic": Damage(
        "notifications", f"DELETE FROM stream_position WHERE subject = '{DOCTOR}'", "I4", "notifications is at 0 of 2"
    ),
    "the journal of a stream with one event": Damage(
        "reporting", f"DELETE FROM journal WHERE subject = '{UNANSWERED}'", "I4", f"leave.v1 {UNANSWERED}: 0 events"
    ),
    "a number in the journal": Damage(  # 1, 2, 2, 4
        "reporting",
        f"UPDATE journal SET sequence = 2 WHERE subject = '{MOVED}' AND sequence = 3",
        "I4",
        f"placements.v1 {MOVED}: 4 events in the journal, last 4, of 4",
    ),
    **{
        f"an inbox row of {service}": Damage(
            service, f"DELETE FROM inbox WHERE event_id = {_SOME}", "I3", f"{service} has "
        )
        for service in ("leave", "feedback", "role_modelling", "reporting")
    },
    "an inbox row of notifications": Damage(
        "notifications", f"DELETE FROM inbox WHERE event_id = {_EVENT}", "I3", "of placements.v1 not in its inbox"
    ),
    "an inbox row of a topic that no journal has": Damage(
        "notifications",
        "DELETE FROM inbox WHERE event_id = (SELECT event_id FROM inbox ORDER BY event_id LIMIT 1 OFFSET 1)",
        "I3",
        "notifications has",
    ),
    "a happening": Damage(
        "notifications", f"DELETE FROM happening WHERE subject = '{GIVEN}'", "I3", "is unknown to notifications"
    ),
    "a decision about a mail": Damage(
        "notifications", f"DELETE FROM decision WHERE mail_id = {ITS_MAIL}", "I3", "is decided for inbox and push only"
    ),
    "a decision about the inbox": Damage(
        "notifications",
        f"DELETE FROM decision WHERE event_id = {_EVENT} AND person_id = '{DOCTOR}' AND channel = 'inbox'",
        "I3",
        f"to {DOCTOR} is decided for mail and push only",
    ),
    "a decision about a push": Damage(
        "notifications",
        f"DELETE FROM decision WHERE event_id = {_EVENT} AND person_id = '{DOCTOR}' AND channel = 'push'",
        "I3",
        "are sent, their decision missing",
    ),
    "a push": Damage(
        "notifications", f"DELETE FROM push WHERE event_id = {_EVENT}", "I3", f"to {DOCTOR} is sent without a push"
    ),
    "a push called failed although it was sent": Damage(
        "notifications",
        f"UPDATE push SET state = 'failed' WHERE event_id = {_EVENT}",
        "I3",
        "are failed, their decision sent",
    ),
    "all decisions about an event of leave": Damage(
        "notifications",
        f"DELETE FROM decision WHERE event_id IN (SELECT event_id FROM happening WHERE subject = '{REFUSED}')",
        "I3",
        "led to no decision",
    ),
    "a vacancy": Damage("notifications", "DELETE FROM vacancy", "I3", "led to no decision"),
    "the mail of a decision": Damage(
        "notifications",
        f"UPDATE decision SET mail_id = NULL WHERE mail_id = {ITS_MAIL}",
        "I3",
        "is sent without its mail",
    ),
    "a due mail": Damage(
        "notifications",
        f"DELETE FROM mail WHERE {_DUE}",
        "I3",
        "is pending without its mail",
    ),
    "a mail that was never sent": Damage(
        "notifications",
        "DELETE FROM mail WHERE group_key IS NULL AND state = 'withdrawn'",
        "I3",
        "is withheld without its mail",
    ),
    "a sent mail": Damage(
        "notifications", f"DELETE FROM mail WHERE id = {ITS_MAIL}", "I5", "was caught and is not ours"
    ),
    "a mail called failed although it was caught": Damage(
        "notifications", f"UPDATE mail SET state = 'failed' WHERE id = {ITS_MAIL}", "I5", "was caught and is failed"
    ),
    "a mail called due although it was caught": Damage(
        "notifications", f"UPDATE mail SET state = 'due' WHERE id = {ITS_MAIL}", "I5", "was caught and is due"
    ),
    "a mail called sent": Damage(
        "notifications",
        f"UPDATE mail SET state = 'sent' WHERE {_DUE}",
        "I5",
        "was sent and not caught",
    ),
    "a count of an import": Damage(
        "notifications",
        f"UPDATE import_group SET heard = heard + 1 WHERE import_id = '{IMPORT}'",
        "I3",
        f"3 changes of import {IMPORT} were counted, 2 heard",
    ),
    **{
        f"a placement of {service}": Damage(
            service,
            f"DELETE FROM placement WHERE placement_id = '{TOUCHED}'",
            "I3",
            f"{service} lacks placement {TOUCHED}",
        )
        for service in ("opportunities", "leave", "feedback", "role_modelling", "reporting")
    },
    "a placement of nobody": Damage(
        "leave",
        f"UPDATE placement SET placement_id = '{GIVEN}' WHERE placement_id = '{CANCELLED}'",
        "I3",
        f"leave has placement {GIVEN} of no event",
    ),
    "a fact of a placement": Damage(
        "feedback",
        f"UPDATE placement SET host = 'RTD' WHERE placement_id = '{PAUSED}'",
        "I3",
        f"feedback has placement {PAUSED} otherwise",
    ),
    "a contact": Damage(
        "notifications", f"DELETE FROM contact WHERE person_id = '{DOCTOR}'", "I3", f"lacks contact {DOCTOR}"
    ),
    "an appointment": Damage("notifications", "DELETE FROM appointment", "I3", "notifications lacks appointment"),
    "an organisation": Damage(
        "notifications", "DELETE FROM organisation", "I3", "notifications lacks organisation R0B"
    ),
    "a published opportunity": Damage("reporting", "DELETE FROM opportunity", "I3", f"lacks opportunity {PUBLISHED}"),
    "a decided request": Damage("reporting", "DELETE FROM leave_decision", "I3", f"lacks leave_decision {REFUSED}"),
    "a shadowing slot": Damage(
        "reporting", f"DELETE FROM shadowing_slot WHERE slot_id = '{SLOT}'", "I3", f"lacks shadowing_slot {SLOT}"
    ),
    "a piece of feedback": Damage("reporting", "DELETE FROM feedback", "I3", f"reporting lacks feedback {GIVEN}"),
}
