"""Time to lead, and to learn it."""

from contracts.leave import (
    EntitlementClosed,
    LeaveAlternativeTaken,
    LeaveApproved,
    LeaveOverdue,
    LeaveRefused,
    LeaveStepDecided,
    LeaveSubmitted,
)
from contracts.vocabulary import CriterionCode, Role
from services.reporting.domain.indicators.indicator import Deadline, Indicator, Polarity

INDICATORS = (
    Indicator(
        code="T-E1",
        criterion=CriterionCode.T_E1,
        denominator="Decisions on leave for leadership development",
        numerator="those that approved it",
        counted=(LeaveApproved, LeaveRefused),
        kept=(LeaveApproved,),
        owner=Role.TPD,
    ),
    Indicator(
        code="T-E1-7D",
        criterion=CriterionCode.T_E1,
        denominator="Decided steps of leave for leadership development",
        numerator="those decided within their days of being reached",
        counted=(LeaveStepDecided, LeaveApproved, LeaveRefused),
        kept=(LeaveStepDecided, LeaveApproved, LeaveRefused),
        deadline=Deadline("t_e1_decide_days", since=(LeaveSubmitted, LeaveStepDecided)),
        owner=Role.ROTA_COORDINATOR,
    ),
    Indicator(
        code="T-E1-AL",
        criterion=CriterionCode.T_E1,
        denominator="Refusals of leave for leadership development",
        numerator="those whose alternative the doctor took",
        counted=(LeaveRefused,),
        kept=(LeaveAlternativeTaken,),
        owner=Role.ROTA_COORDINATOR,
    ),
    Indicator(
        code="T-E1-NR",
        criterion=CriterionCode.T_E1,
        denominator="Requests of leave for leadership development",
        numerator="those that got no response until their director was asked",
        counted=(LeaveSubmitted,),
        kept=(LeaveOverdue,),
        polarity=Polarity.LOWER,
        owner=Role.DME,
    ),
    Indicator(
        code="T-D1",
        criterion=CriterionCode.T_D1,
        denominator="Half days of study leave beside teaching, in leave years that ended in the quarter",
        numerator="those that were taken",
        counted=(EntitlementClosed,),
        kept=(EntitlementClosed,),
        owner=Role.ROTA_COORDINATOR,
    ),
    Indicator(
        code="R18",
        criterion=CriterionCode.T_D1,
        denominator="Refusals of leave",
        numerator="those that were avoidable: minimum staffing although asked early enough",
        counted=(LeaveRefused, LeaveApproved),  # what is granted after all is no refusal any more
        kept=(LeaveRefused,),
        polarity=Polarity.LOWER,
        owner=Role.ROTA_COORDINATOR,
    ),
)
