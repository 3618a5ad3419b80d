"""The 27 criteria of the commitment, in our words, 14 pledged and 13 to be striven for; and what stands beside."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from chassis.errors import Declined
from contracts.vocabulary import CriterionCode
from services.reporting.domain.indicators import INDICATORS, Indicator


class NoSuchPromise(Declined):
    status = 422
    slug = "no-such-promise"
    title = "There is no such criterion, nor a rule beside them"


class Theme(StrEnum):
    """The five themes, by the first letter of a code."""

    OPPORTUNITIES = "O"
    TIME = "T"
    FEEDBACK = "F"
    RECOGNITION = "C"
    ROLE_MODELLING = "M"


class Kind(StrEnum):
    """By the letter before a code's number."""

    ESSENTIAL = "E"
    DESIRABLE = "D"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One promise of the commitment."""

    code: CriterionCode
    promise: str

    @property
    def theme(self) -> Theme:
        return Theme(self.code[0])

    @property
    def kind(self) -> Kind:
        return Kind(self.code[2])

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """What tells of it so far; none where it is not measured yet."""
        return tuple(one for one in INDICATORS.values() if one.criterion is self.code)


_PROMISES: Mapping[CriterionCode, str] = {
    CriterionCode.O_E1: "A portfolio of chances to lead, made with residents, advertised at induction and after",
    CriterionCode.O_E2: "Residents can attend the leadership, management and improvement training held here",
    CriterionCode.O_E3: "A forum where residents develop as leaders and share what they learn",
    CriterionCode.O_D1: "What one can do here is published before placements are chosen",
    CriterionCode.O_D2: "One place that shows what there is and how to join",
    CriterionCode.O_D3: "Leadership fellows or chief registrars, with time protected for it",
    CriterionCode.T_E1: "Study and professional leave for leadership development is looked on kindly",
    CriterionCode.T_E2: "Self-development time stands in rotas and work schedules, leadership included",
    CriterionCode.T_D1: "Rotas leave room for all the study leave there is",
    CriterionCode.T_D2: "Time that was protected and lost can be reported",
    CriterionCode.F_E1: "Written feedback on leading",
    CriterionCode.F_E2: "What residents achieve as leaders is made known",
    CriterionCode.F_D1: "Formal feedback from all sides is promoted and paid for",
    CriterionCode.F_D2: "Residents are shown the way to coaching, and helped to it",
    CriterionCode.C_E1: "Leading is recognised as part of the work at every stage",
    CriterionCode.C_E2: "Residents are helped to record what they led in their portfolio",
    CriterionCode.C_E3: "Supervisors are trained in why leadership matters",
    CriterionCode.C_E4: "Residents' forums are tied to senior managers known by name",
    CriterionCode.C_D1: "Residents sit in the meetings and improvement work that matter",
    CriterionCode.C_D2: "Events that show what residents have led",
    CriterionCode.C_D3: "Letters or certificates for what was done",
    CriterionCode.M_E1: "Leaders can be shadowed, clinical and not",
    CriterionCode.M_E2: "Senior leaders answer residents' questions regularly",
    CriterionCode.M_E3: "A champion for resident leadership, known by name",
    CriterionCode.M_D1: "Senior leaders mentor residents",
    CriterionCode.M_D2: "Support for careers that aim to lead",
    CriterionCode.M_D3: "The champion reports to the board every quarter",
}

CRITERIA: Mapping[CriterionCode, Criterion] = {code: Criterion(code, _PROMISES[code]) for code in CriterionCode}

BESIDE: tuple[Indicator, ...] = tuple(one for one in INDICATORS.values() if one.criterion is None)
"""Who has pledged the 27, and the rules of placements and leave that none of them names."""


def asked_for(code: str | None) -> tuple[tuple[Criterion, ...], tuple[Indicator, ...]]:
    """The criterion of a code, or the indicator beside the 27; without one all. Raises NoSuchPromise."""
    if code is None:
        return tuple(CRITERIA.values()), BESIDE
    criteria = tuple(one for one in CRITERIA.values() if one.code == code)
    beside = tuple(one for one in BESIDE if one.code == code)
    if not criteria and not beside:
        known = ", ".join(one.code for one in BESIDE)
        raise NoSuchPromise(f"{code} is no code of a criterion, as T-E1, nor of what is told beside them: {known}")
    return criteria, beside
