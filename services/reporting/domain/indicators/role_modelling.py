"""Leaders to learn from."""

from contracts.registry import AppointmentEnded, AppointmentMade, VacancyReported
from contracts.role_modelling import ShadowingBooked, ShadowingCancelled, ShadowingOffered
from contracts.vocabulary import CriterionCode, Role
from services.reporting.domain.indicators.indicator import Indicator, Period, Polarity
from services.reporting.domain.indicators.sources import PLACEMENTS

INDICATORS = (
    Indicator(
        code="M-E1",
        criterion=CriterionCode.M_E1,
        denominator="Places in shadowing slots that start in the quarter",
        numerator="those that are booked",
        counted=(ShadowingOffered, ShadowingCancelled),
        kept=(ShadowingBooked,),
        owner=Role.CHAMPION,
    ),
    Indicator(
        code="M-E1-NC",
        criterion=CriterionCode.M_E1,
        denominator="Shadowing slots that start in the quarter",
        numerator="those that are non-clinical; the others are clinical",
        counted=(ShadowingOffered, ShadowingCancelled),
        kept=(ShadowingOffered,),
        owner=Role.CHAMPION,
    ),
    Indicator(
        code="M-E1-HC",
        criterion=CriterionCode.M_E1,
        denominator="Bookings of shadowing that starts in the quarter",
        numerator="those that the host's side cancelled",
        counted=(ShadowingBooked,),
        kept=(ShadowingCancelled,),
        polarity=Polarity.LOWER,
        owner=Role.SENIOR_LEADER,
    ),
    Indicator(
        code="M-E3",
        criterion=CriterionCode.M_E3,
        denominator="Trusts that host placements",
        numerator="those with a leadership champion in post today",
        counted=PLACEMENTS,
        kept=(AppointmentMade,),
        undone=(AppointmentEnded,),
        offices=frozenset({Role.CHAMPION}),
        period=Period.TODAY,
        owner=Role.SLRDE,
    ),
    Indicator(
        code="M-E3-DV",
        criterion=CriterionCode.M_E3,
        denominator="Days of the quarter so far at trusts that host placements",
        numerator="those without a leadership champion",
        counted=PLACEMENTS,
        kept=(VacancyReported,),
        undone=(AppointmentMade, AppointmentEnded),
        offices=frozenset({Role.CHAMPION}),
        period=Period.TODAY,
        polarity=Polarity.LOWER,
        owner=Role.SLRDE,
    ),
)
