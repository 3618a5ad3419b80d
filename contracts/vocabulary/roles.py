"""The roles people hold (design: roles; matrix in domain reference, section 5)."""

from enum import StrEnum


class Role(StrEnum):
    RESIDENT_DOCTOR = "resident_doctor"
    SUPERVISOR = "supervisor"
    ROTA_COORDINATOR = "rota_coordinator"
    COLLEGE_TUTOR = "college_tutor"
    TPD = "tpd"
    DME = "dme"
    GUARDIAN = "guardian"
    MEDED_ADMIN = "meded_admin"
    CHAMPION = "champion"
    SENIOR_LEADER = "senior_leader"
    SLRDE = "slrde"
    RDPL = "rdpl"
    BOARD_SECRETARY = "board_secretary"
    DEANERY_ANALYST = "deanery_analyst"
    DEAN = "dean"
    AUDITOR = "auditor"
    OPERATOR = "operator"
