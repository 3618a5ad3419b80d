"""Leading, recognised."""

from contracts.opportunities import ParticipationConfirmed
from contracts.recognition import CertificateIssued, CertificateRevoked
from contracts.vocabulary import CriterionCode, Role
from services.reporting.domain.indicators.indicator import Deadline, Indicator

INDICATORS = (
    Indicator(
        code="C-D3",
        criterion=CriterionCode.C_D3,
        denominator="Participations confirmed",
        numerator="those for which a certificate was issued soon enough, and stands",
        counted=(ParticipationConfirmed, CertificateIssued),
        kept=(CertificateIssued,),
        undone=(CertificateRevoked,),
        deadline=Deadline("c_d3_issue_days", since=(ParticipationConfirmed,)),
        owner=Role.CHAMPION,
    ),
)
