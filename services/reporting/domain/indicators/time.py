"""Time to lead, and to learn it."""

from contracts.leave import LeaveApproved, LeaveRefused
from contracts.vocabulary import CriterionCode, Role
from services.reporting.domain.indicators.indicator import Indicator, Polarity

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
