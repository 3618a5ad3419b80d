"""Closed lists. They only ever grow; a reader that meets an unknown code holds the record."""

from enum import StrEnum


class OrganisationKind(StrEnum):
    TRUST = "trust"
    SITE = "site"
    GP_PRACTICE = "gp_practice"
    DEANERY = "deanery"
    OTHER = "other"


class AppointmentScope(StrEnum):
    ORGANISATION = "organisation"
    PROGRAMME = "programme"
    DEANERY = "deanery"


class ImportKind(StrEnum):
    ORGANISATIONS = "organisations"
    PEOPLE = "people"
    PLACEMENTS = "placements"
    APPOINTMENTS = "appointments"
    STAFF = "staff"
    """Doctors whom a trust employs itself; they are in no file of the deanery."""


class PlacementType(StrEnum):
    """Only ``in_post`` counts in denominators."""

    IN_POST = "in_post"
    PARENTAL_LEAVE = "parental_leave"
    SICK_LEAVE = "sick_leave"
    OUT_OF_PROGRAMME = "out_of_programme"
    OTHER = "other"


class PlacementField(StrEnum):
    HOST = "host"
    SITE = "site"
    EMPLOYER = "employer"
    POST = "post"
    PROGRAMME = "programme"
    GRADE = "grade"
    SPECIALTY = "specialty"
    TYPE = "type"
    WTE = "wte"
    START = "start"
    END = "end"
    CLINICAL_SUPERVISOR = "clinical_supervisor"
    EDUCATIONAL_SUPERVISOR = "educational_supervisor"


class DisputedField(StrEnum):
    """What of a placement its doctor says is wrong, in the terms a doctor has for it."""

    HOST = "host"
    SITE = "site"
    DATES = "dates"
    WTE = "wte"
    GRADE = "grade"
    SUPERVISOR = "supervisor"
    NOT_MINE = "not_mine"
    OTHER = "other"


class DisputeOutcome(StrEnum):
    """What the owner of the data found."""

    CORRECTED = "corrected"
    STANDS = "stands"


class LeaveType(StrEnum):
    STUDY = "study"
    PROFESSIONAL = "professional"
    RELEASE = "release"
    """From duty, for activity inside the trust: in the same queue, and of no entitlement (R17)."""


class LeavePurpose(StrEnum):
    """What leave is for (R20): its category decides who judges it, and whether it uses entitlement."""

    CURRICULUM_REQUIRED = "curriculum_required"
    CURRICULUM_SUPPORTING = "curriculum_supporting"
    DISCRETIONARY = "discretionary"
    """Aspirational; courses in leadership and management normally are."""
    EXAM = "exam"
    PRIVATE_STUDY = "private_study"
    TASTER = "taster"
    """A taster, or presenting: what a first-year doctor may borrow days for (R5)."""
    MANDATORY_TRAINING = "mandatory_training"
    """Statutory, mandatory or departmental: it never uses study leave (R7)."""
    PROFESSIONAL_DUTY = "professional_duty"
    """Work for professional and public bodies (R27); duties of a trade union have time off of their own."""
    MEETING_SEAT = "meeting_seat"
    """In a key meeting or a piece of improvement work; this and the following are what release is asked for."""
    RECRUITMENT_PANEL = "recruitment_panel"
    SHADOWING = "shadowing"
    FORUM = "forum"
    INTERNAL_TRAINING = "internal_training"
    """Of the trust's own; whoever has a seat on a course is released by the booking itself (O-E2)."""


class Lateness(StrEnum):
    """How long a decision has been waited for, beyond its time (R16)."""

    OVERDUE = "overdue"
    NO_RESPONSE = "no_response"
    """So long that the director of medical education is asked as well, and that it counts as no response."""


class AppealOutcome(StrEnum):
    """What became of an appeal about how leave was decided (R19). It is final."""

    UPHELD = "upheld"
    """The decision is set aside, and made again."""
    DISMISSED = "dismissed"


class AppealStage(StrEnum):
    """What an appeal waits for (R19)."""

    ACKNOWLEDGEMENT = "acknowledgement"
    ANSWER = "answer"


class RefusalReason(StrEnum):
    """Why leave was refused (R17)."""

    MINIMUM_STAFFING = "minimum_staffing"
    LEAVE_CAP_REACHED = "leave_cap_reached"
    ON_CALL_CLASH = "on_call_clash"
    SHORT_NOTICE = "short_notice"
    ENTITLEMENT_EXHAUSTED = "entitlement_exhausted"
    NOT_EDUCATIONALLY_SUPPORTED = "not_educationally_supported"
    COST_NOT_SUPPORTED = "cost_not_supported"
    CLASHES_MANDATORY_TEACHING = "clashes_mandatory_teaching"
    DUPLICATE = "duplicate"
    WRONG_PLACEMENT = "wrong_placement"
    ACTIVITY_WITHDRAWN = "activity_withdrawn"


DUTY_REASONS = frozenset(
    {
        RefusalReason.MINIMUM_STAFFING,
        RefusalReason.LEAVE_CAP_REACHED,
        RefusalReason.ON_CALL_CLASH,
        RefusalReason.SHORT_NOTICE,
        RefusalReason.CLASHES_MANDATORY_TEACHING,
    }
)
"""Of the reasons of R17 those that duty gives; the others judge the doctor or the course."""


class RevocationReason(StrEnum):
    """Why a certificate no longer holds (R67)."""

    WRONG_NAME = "wrong_name"
    WRONG_ACTIVITY = "wrong_activity"
    DID_NOT_TAKE_PART = "did_not_take_part"
    ISSUED_IN_ERROR = "issued_in_error"
    ASKED_BY_HOLDER = "asked_by_holder"


class ShadowingKind(StrEnum):
    """What one sees there; the commitment asks for both (M-E1)."""

    CLINICAL = "clinical"
    NON_CLINICAL = "non_clinical"


class CancelledBy(StrEnum):
    """Whose side ended it."""

    HOST = "host"
    DOCTOR = "doctor"


class CancellationReason(StrEnum):
    """Why shadowing was cancelled; the first four are the host's to give, the others the doctor's."""

    HOST_UNAVAILABLE = "host_unavailable"
    SERVICE_PRESSURE = "service_pressure"
    NOT_TAKING_PLACE = "not_taking_place"
    PLACE_NOT_SUITABLE = "place_not_suitable"
    NOT_RELEASED = "not_released"
    DOCTOR_UNAVAILABLE = "doctor_unavailable"
    NO_LONGER_WANTED = "no_longer_wanted"


class Channel(StrEnum):
    MAIL = "mail"
    INBOX = "inbox"
    PUSH = "push"
    """To the devices on which its reader asked for it."""


class Decision(StrEnum):
    """How telling one person of one event through one channel stands."""

    PENDING = "pending"
    SENT = "sent"
    WITHHELD = "withheld"
    FAILED = "failed"
    UNKNOWN = "unknown"


class WithheldReason(StrEnum):
    UNCONFIRMED_PERSON = "unconfirmed_person"
    NO_ADDRESS = "no_address"
    INBOX_ONLY = "inbox_only"
    OVER = "over"
    NO_HOLDER = "no_holder"
    PERSON_UNKNOWN = "person_unknown"
    TOO_OLD = "too_old"
    OWN_ACTION = "own_action"
    SUMMARISED = "summarised"
    CANCELLED = "cancelled"
    """An operator let go of what an import would have told."""
    NOT_URGENT = "not_urgent"
    """Nobody's device has to ring for it."""
    NO_SUBSCRIPTION = "no_subscription"
    """No device of theirs wants pushes, or none does any more."""
