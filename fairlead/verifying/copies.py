"""Copies of others' facts: each has what was said to exist, no more, and all say the same of a placement."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass

from contracts import Event, Topic
from contracts.feedback import FeedbackGiven
from contracts.leave import LeaveApproved, LeaveRefused, ProtectedTimeCounted, SdtOwed, SdtScheduled
from contracts.opportunities import FellowshipAppointed, ForumRequested, OpportunityPublished, ParticipationConfirmed
from contracts.recognition import CertificateIssued
from contracts.registry import (
    AppointmentMade,
    CommitmentSigned,
    OrganisationRegistered,
    PlacementAnnounced,
    PlacementCancelled,
    PlacementChanged,
    VacancyReported,
)
from contracts.role_modelling import ShadowingOffered
from contracts.subscriptions import KEEPS_A_JOURNAL
from fairlead.commands.client import Region

_OWNER = "registry"
_PLACEMENT_TYPES = (PlacementAnnounced, PlacementChanged, PlacementCancelled)

_SUBJECTS = "SELECT DISTINCT subject FROM journal WHERE topic = $1 AND type = ANY($2::text[])"
_SUBJECTS_UNNOTED = "SELECT subject FROM stream WHERE topic = $1"
_WITHOUT_EFFECT = "SELECT DISTINCT topic, subject FROM held WHERE state <> 'replayed'"
_PLACEMENTS = {
    "registry": 'SELECT id::text, doctor_id, host, start, "end", cancelled FROM placement',
    "opportunities": 'SELECT placement_id::text, doctor_id, host, start, "end", cancelled FROM placement',
    "leave": 'SELECT placement_id::text, doctor_id, host, start, "end", cancelled FROM placement',
    "feedback": 'SELECT placement_id::text, doctor_id, host, start, "end", cancelled FROM placement',
    "role_modelling": 'SELECT placement_id::text, doctor_id, host, start, "end", cancelled FROM placement',
    "reporting": "SELECT placement_id::text, doctor_id, host, starts_on, ends_on, cancelled FROM placement",
}

Facts = tuple[object, ...]
Source = tuple[Topic, tuple[type[Event], ...]]
"""Whose subjects: those of these types on this topic."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A table with a row for each subject of some events.

    ``whole``: for each of them; else a part of them is kept there. No ``types``: all subjects of the topic.
    """

    service: str
    table: str
    subject: str
    topic: Topic
    types: tuple[type[Event], ...] = ()
    whole: bool = True

    @property
    def source(self) -> Source:
        return self.topic, self.types

    def faults(self, kept: Set[str], said: Set[str], excused: Collection[tuple[str, str | None]]) -> list[str]:
        """``excused``: topics and subjects of which nothing is certain here."""
        lacking = said - kept if self.whole else set()
        found = [(subject, f"lacks {self.table} {subject}") for subject in sorted(lacking)]
        found += [(subject, f"has {self.table} {subject} of no event") for subject in sorted(kept - said)]
        return [f"{self.service} {fault}" for subject, fault in found if (self.topic.value, subject) not in excused]


COPIES = (
    Copy("registry", "placement", "id", Topic.PLACEMENTS, _PLACEMENT_TYPES, whole=False),
    Copy("opportunities", "placement", "placement_id", Topic.PLACEMENTS, _PLACEMENT_TYPES),
    Copy("leave", "placement", "placement_id", Topic.PLACEMENTS, _PLACEMENT_TYPES),
    Copy("feedback", "placement", "placement_id", Topic.PLACEMENTS, _PLACEMENT_TYPES),
    Copy("recognition", "record", "participation_id", Topic.PARTICIPATIONS, (ParticipationConfirmed,)),
    Copy("recognition", "organisation", "code", Topic.ORGANISATIONS, (OrganisationRegistered,)),
    Copy("role_modelling", "placement", "placement_id", Topic.PLACEMENTS, _PLACEMENT_TYPES),
    Copy("reporting", "placement", "placement_id", Topic.PLACEMENTS, _PLACEMENT_TYPES),
    Copy("reporting", "opportunity", "opportunity_id", Topic.OPPORTUNITIES, (OpportunityPublished,)),
    Copy("reporting", "forum_request", "forum_id", Topic.FORUMS, (ForumRequested,)),
    Copy("reporting", "fellowship", "fellowship_id", Topic.PARTICIPATIONS, (FellowshipAppointed,)),
    Copy("reporting", "leave_decision", "leave_id", Topic.LEAVE, (LeaveApproved, LeaveRefused)),
    Copy("reporting", "self_development", "placement_id", Topic.TIME, (SdtOwed, SdtScheduled)),
    Copy("reporting", "lost_time", "trust", Topic.TIME, (ProtectedTimeCounted,)),
    Copy("reporting", "feedback", "feedback_id", Topic.FEEDBACK, (FeedbackGiven,)),
    Copy("reporting", "participation", "participation_id", Topic.PARTICIPATIONS, (ParticipationConfirmed,)),
    Copy("reporting", "certificate", "certificate_id", Topic.RECOGNITION, (CertificateIssued,)),
    Copy("reporting", "shadowing_slot", "slot_id", Topic.ROLE_MODELLING, (ShadowingOffered,)),
    Copy("reporting", "organisation", "code", Topic.ORGANISATIONS, (OrganisationRegistered,)),
    Copy("reporting", "appointment", "appointment_id", Topic.APPOINTMENTS, (AppointmentMade,), whole=False),
    Copy("reporting", "vacancy", "vacancy_id", Topic.APPOINTMENTS, (VacancyReported,)),
    Copy("reporting", "commitment", "commitment_id", Topic.COMMITMENTS, (CommitmentSigned,)),
    Copy("opportunities", "appointment", "appointment_id", Topic.APPOINTMENTS, (AppointmentMade,)),
    Copy("leave", "appointment", "appointment_id", Topic.APPOINTMENTS, (AppointmentMade,), whole=False),
    Copy("role_modelling", "appointment", "appointment_id", Topic.APPOINTMENTS, (AppointmentMade,), whole=False),
    Copy("notifications", "appointment", "appointment_id", Topic.APPOINTMENTS, (AppointmentMade,)),
    Copy("notifications", "organisation", "code", Topic.ORGANISATIONS, (OrganisationRegistered,)),
    Copy("notifications", "contact", "person_id", Topic.PEOPLE),
)


async def miscopied(here: Region) -> list[str]:
    """Rows too few, too many, or different; but for subjects of which the service holds or has discarded an event."""
    said = await _said(here)
    placements: dict[str, dict[str, Facts]] = defaultdict(dict)
    wrong: list[str] = []
    for service in dict.fromkeys(copy.service for copy in COPIES):
        async with here.database(service) as database:
            excused = {(row[0], row[1]) for row in await database.fetch(_WITHOUT_EFFECT)}
            for copy in COPIES:
                if copy.service == service:
                    rows = await database.fetch(f"SELECT {copy.subject}::text FROM {copy.table}")  # noqa: S608
                    wrong += copy.faults({row[0] for row in rows}, said[copy.source], excused)
            for subject, *facts in await database.fetch(_PLACEMENTS[service]) if service in _PLACEMENTS else ():
                if (Topic.PLACEMENTS.value, subject) not in excused:
                    placements[subject][service] = tuple(facts)
    return wrong + _differing(placements)


async def _said(here: Region) -> dict[Source, set[str]]:
    """The subjects that were said to exist: by the journal, or by the owner where the journal may not read."""
    found: dict[Source, set[str]] = {}
    for topic, types in {copy.source for copy in COPIES}:
        async with here.database(KEEPS_A_JOURNAL if types else topic.family.owner) as database:
            asked = (_SUBJECTS, topic.value, [event.type for event in types])
            rows = await database.fetch(*(asked if types else (_SUBJECTS_UNNOTED, topic.value)))
            found[topic, types] = {row[0] for row in rows}
    return found


def _differing(placements: Mapping[str, Mapping[str, Facts]]) -> list[str]:
    """Who says otherwise than the owner, or, of what the owner does not have, than most."""
    wrong: list[str] = []
    for subject, by in placements.items():
        if len(set(by.values())) > 1:
            right = by.get(_OWNER) or Counter(by.values()).most_common(1)[0][0]
            others = [service for service, facts in by.items() if facts != right]
            wrong.append(f"{', '.join(others)} has placement {subject} otherwise")
    return wrong
