"""What codes are called, in words as they stand within a sentence: letters and pages say the same of the same code."""

from collections.abc import Mapping

from contracts.vocabulary.codes import CancellationReason, LeavePurpose, LeaveType, RefusalReason
from contracts.vocabulary.leading_codes import ActionOutcome, FellowshipKind, TrainingCancellationReason
from contracts.vocabulary.opportunity_codes import (
    ActivityKind,
    AdaptationRefusal,
    DeclineReason,
    ParticipationRole,
    TurnDownReason,
)
from contracts.vocabulary.registry_codes import BoardRole, WithdrawalReason
from contracts.vocabulary.roles import Role

ROLES: Mapping[Role, str] = {
    Role.RESIDENT_DOCTOR: "resident doctor",
    Role.SUPERVISOR: "supervisor",
    Role.ROTA_COORDINATOR: "rota coordinator",
    Role.COLLEGE_TUTOR: "college tutor",
    Role.TPD: "training programme director",
    Role.DME: "director of medical education",
    Role.GUARDIAN: "guardian of safe working hours",
    Role.MEDED_ADMIN: "medical education team",
    Role.CHAMPION: "champion",
    Role.SENIOR_LEADER: "senior leader",
    Role.SLRDE: "senior lead for resident doctor experience",
    Role.RDPL: "resident doctor peer lead",
    Role.BOARD_SECRETARY: "board secretary",
    Role.DEANERY_ANALYST: "deanery analyst",
    Role.DEAN: "postgraduate dean",
    Role.AUDITOR: "auditor",
    Role.OPERATOR: "operator",
}

LEAVE_TYPES: Mapping[LeaveType, str] = {
    LeaveType.STUDY: "study leave",
    LeaveType.PROFESSIONAL: "professional leave",
    LeaveType.RELEASE: "release from duty",
}

RELEASES: Mapping[LeavePurpose, str] = {
    LeavePurpose.MEETING_SEAT: "a seat in a meeting or improvement work",
    LeavePurpose.RECRUITMENT_PANEL: "a recruitment panel",
    LeavePurpose.SHADOWING: "shadowing",
    LeavePurpose.FORUM: "a forum",
    LeavePurpose.INTERNAL_TRAINING: "training of the trust's own",
}
"""What release from duty is for."""

REFUSALS: Mapping[RefusalReason, str] = {
    RefusalReason.MINIMUM_STAFFING: "minimum staffing could not be kept",
    RefusalReason.LEAVE_CAP_REACHED: "too many colleagues are away on those days",
    RefusalReason.ON_CALL_CLASH: "it clashes with on-call duty",
    RefusalReason.SHORT_NOTICE: "it was asked for at short notice",
    RefusalReason.ENTITLEMENT_EXHAUSTED: "the entitlement is used up",
    RefusalReason.NOT_EDUCATIONALLY_SUPPORTED: "it is not supported educationally",
    RefusalReason.COST_NOT_SUPPORTED: "the cost is not supported",
    RefusalReason.CLASHES_MANDATORY_TEACHING: "it clashes with mandatory teaching",
    RefusalReason.DUPLICATE: "it repeats another request",
    RefusalReason.WRONG_PLACEMENT: "it belongs to another placement",
    RefusalReason.ACTIVITY_WITHDRAWN: "the activity will not take place",
}

DECLINES: Mapping[DeclineReason, str] = {
    DeclineReason.NO_PLACE_LEFT: "every place is taken",
    DeclineReason.GRADE_NOT_ELIGIBLE: "it is for other grades",
    DeclineReason.ELECTED_OR_NOMINATED: "members are elected or nominated",
    DeclineReason.DATES_DO_NOT_FIT: "the dates do not fit",
    DeclineReason.NOT_TAKING_PLACE: "it is not taking place",
}

TURN_DOWNS: Mapping[TurnDownReason, str] = {
    TurnDownReason.ALREADY_OFFERED: "there is one like it already",
    TurnDownReason.NOBODY_TO_LEAD: "nobody was found to lead it",
    TurnDownReason.NOT_AT_THIS_TRUST: "the trust cannot offer it",
    TurnDownReason.NOT_NOW: "not for the time being",
    TurnDownReason.NOT_AS_AGREED: "it was not as agreed",
}

CANCELLATIONS: Mapping[CancellationReason, str] = {
    CancellationReason.HOST_UNAVAILABLE: "the host cannot be there",
    CancellationReason.SERVICE_PRESSURE: "the service is under too much pressure that day",
    CancellationReason.NOT_TAKING_PLACE: "it will not take place, or did not",
    CancellationReason.PLACE_NOT_SUITABLE: "the place does not suit",
    CancellationReason.NOT_RELEASED: "the doctor was not released from duty",
    CancellationReason.DOCTOR_UNAVAILABLE: "the doctor cannot be there",
    CancellationReason.NO_LONGER_WANTED: "the doctor no longer wants it",
}

TRAINING_CANCELLATIONS: Mapping[TrainingCancellationReason, str] = {
    TrainingCancellationReason.TOO_FEW_BOOKED: "too few doctors had booked",
    TrainingCancellationReason.TEACHER_UNAVAILABLE: "whoever teaches it cannot be there",
    TrainingCancellationReason.SERVICE_PRESSURE: "the service is under too much pressure",
    TrainingCancellationReason.NOT_TAKING_PLACE: "it will not take place, or did not",
}

PARTS: Mapping[ParticipationRole, str] = {
    ParticipationRole.ATTENDED: "attended",
    ParticipationRole.LED: "led",
    ParticipationRole.CHAIRED: "chaired",
}

ACTIVITIES: Mapping[ActivityKind, str] = {
    ActivityKind.IMPROVEMENT_PROJECT: "an improvement project",
    ActivityKind.LEADING_A_SHIFT: "leading a shift",
    ActivityKind.RUNNING_TEACHING: "running teaching",
    ActivityKind.WRITING_A_ROTA: "writing a rota",
    ActivityKind.REPRESENTING: "representing colleagues",
    ActivityKind.OTHER: "something else",
}

ACTION_OUTCOMES: Mapping[ActionOutcome, str] = {
    ActionOutcome.DONE: "it is done",
    ActionOutcome.NOT_POSSIBLE: "it was not possible",
    ActionOutcome.NO_LONGER_NEEDED: "it is no longer needed",
}

ADAPTATION_REFUSALS: Mapping[AdaptationRefusal, str] = {
    AdaptationRefusal.NOT_POSSIBLE_THERE: "it is not possible there",
    AdaptationRefusal.NOT_IN_TIME: "it cannot be done in time",
    AdaptationRefusal.NOT_FOR_THE_HOST: "somebody else would have to arrange it",
}

FELLOWSHIPS: Mapping[FellowshipKind, str] = {
    FellowshipKind.CHIEF_REGISTRAR: "chief registrar",
    FellowshipKind.TRUST_FELLOW: "leadership fellow of the trust",
    FellowshipKind.NATIONAL_OR_REGIONAL_FELLOW: "national or regional leadership fellow",
}

BOARD_ROLES: Mapping[BoardRole, str] = {
    BoardRole.CHAIR: "chair",
    BoardRole.CHIEF_EXECUTIVE: "chief executive",
    BoardRole.MEDICAL_DIRECTOR: "medical director",
    BoardRole.PEOPLE_DIRECTOR: "director of people",
    BoardRole.OTHER_DIRECTOR: "another director",
    BoardRole.NON_EXECUTIVE_DIRECTOR: "non-executive director",
}

COMMITMENT_WITHDRAWALS: Mapping[WithdrawalReason, str] = {
    WithdrawalReason.BOARD_DECISION: "the board decided so",
    WithdrawalReason.ORGANISATION_ENDS: "the organisation ends",
    WithdrawalReason.SIGNED_IN_ERROR: "it was signed in error",
    WithdrawalReason.OTHER: "another reason",
}
