"""Who has pledged the 27 promises, and stands by them."""

from contracts.registry import CommitmentRenewed, CommitmentSigned, CommitmentWithdrawn
from contracts.vocabulary import Role
from services.reporting.domain.indicators.indicator import Indicator, Period
from services.reporting.domain.indicators.sources import PLACEMENTS

INDICATORS = (
    Indicator(
        code="SIGNED",
        criterion=None,
        denominator="Trusts that host placements",
        numerator="those whose signed commitment is in date today",
        counted=PLACEMENTS,
        kept=(CommitmentSigned, CommitmentRenewed),
        undone=(CommitmentWithdrawn,),
        period=Period.TODAY,
        owner=Role.SLRDE,
    ),
)
