"""Opportunities to lead."""

from contracts.opportunities import (
    AreaUpdated,
    CataloguePlanned,
    CatalogueReleased,
    InductionPackSent,
    InterestAnswered,
    InterestExpressed,
    InterestOverdue,
    OpportunityClosed,
    OpportunityPublished,
    OpportunityReviewed,
)
from contracts.vocabulary import CriterionCode, Role
from services.reporting.domain.indicators.indicator import Deadline, Indicator, Period
from services.reporting.domain.indicators.sources import PLACEMENTS

INDICATORS = (
    Indicator(
        code="O-E1",
        criterion=CriterionCode.O_E1,
        denominator="The four families of opportunities at each trust that hosts placements",
        numerator="those with a live one today",
        counted=PLACEMENTS,
        kept=(OpportunityPublished,),
        undone=(OpportunityClosed,),
        period=Period.TODAY,
        owner=Role.CHAMPION,
    ),
    Indicator(
        code="O-E1-CO",
        criterion=CriterionCode.O_E1,
        denominator="Opportunities published in the quarter",
        numerator="those made together with a resident doctor",
        counted=(OpportunityPublished,),
        kept=(OpportunityPublished,),
        owner=Role.CHAMPION,
    ),
    Indicator(
        code="O-E1-RV",
        criterion=CriterionCode.O_E1,
        denominator="Opportunities live today",
        numerator="those that are not due for review; the others are stale",
        counted=(OpportunityPublished, OpportunityClosed),
        kept=(OpportunityPublished, OpportunityReviewed),
        period=Period.TODAY,
        owner=Role.CHAMPION,
    ),
    Indicator(
        code="O-E1-IP",
        criterion=CriterionCode.O_E1,
        denominator="Placements at trusts that started in the quarter",
        numerator="those whose doctor was sent an induction pack soon enough",
        counted=PLACEMENTS,
        kept=(InductionPackSent,),
        deadline=Deadline("o_e1_pack_days", since=PLACEMENTS),
        period=Period.QUARTER_SO_FAR,
        owner=Role.CHAMPION,
    ),
    Indicator(
        code="O-D1",
        criterion=CriterionCode.O_D1,
        denominator="Programmes whose preferences open in the quarter",
        numerator="those whose catalogue was public early enough before",
        counted=(CataloguePlanned,),
        kept=(CatalogueReleased,),
        owner=Role.DEANERY_ANALYST,
        repeats=True,  # the same programme has several trusts
    ),
    Indicator(
        code="O-D2",
        criterion=CriterionCode.O_D2,
        denominator="Opportunities live today",
        numerator="those whose trust's page says whom to turn to and how to join",
        counted=(OpportunityPublished, OpportunityClosed),
        kept=(AreaUpdated,),
        period=Period.TODAY,
        owner=Role.MEDED_ADMIN,
    ),
    Indicator(
        code="O-D2-ANS",
        criterion=CriterionCode.O_D2,
        denominator="Interests expressed in the quarter that are answered or overdue",
        numerator="those answered in time",
        counted=(InterestExpressed, InterestOverdue, InterestAnswered),
        kept=(InterestAnswered,),
        owner=Role.CHAMPION,
    ),
)
