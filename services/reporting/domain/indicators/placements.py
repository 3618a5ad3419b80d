"""What is told of placements in time: a rule beside the 27 criteria."""

from dataclasses import replace

from contracts.registry import (
    PlacementAnnounced,
    PlacementChanged,
    PlacementInformationNotReceived,
    PlacementInformationRecorded,
)
from contracts.vocabulary import Role
from services.reporting.domain.indicators.indicator import Deadline, Indicator, Period, Polarity, Split
from services.reporting.domain.indicators.sources import PLACEMENTS


def _issued(code: str, what: str, days: str, *, owner: Role) -> tuple[Indicator, Indicator]:
    """Met and late, of all that are due; the rest is not recorded, or its doctor says that it did not come (R33)."""
    in_time = Indicator(
        code=code,
        criterion=None,
        denominator=f"Placements starting in the quarter whose {what} is due by now",
        numerator="those that had it in time",
        counted=PLACEMENTS,
        kept=(PlacementInformationRecorded,),
        undone=(PlacementInformationNotReceived,),
        deadline=Deadline(days, since=PLACEMENTS),  # backwards, from the start they say
        period=Period.QUARTER_ONCE_DUE,
        owner=owner,
        told_by=(Split.GRADE,),
    )
    late = replace(in_time, code=f"{code}-L", numerator="those that had it late", polarity=Polarity.LOWER)
    return in_time, late


INDICATORS = (
    Indicator(
        code="R30",
        criterion=None,
        denominator="Placements starting in the quarter that the deanery announces",
        numerator="those announced or last moved early enough before their start",
        counted=PLACEMENTS,
        kept=(PlacementAnnounced, PlacementChanged),
        deadline=Deadline("r30_notice_days", since=PLACEMENTS),  # backwards, from the start they say
        owner=Role.DEANERY_ANALYST,
        told_by=(Split.GRADE,),
    ),
    *_issued("R31", "work schedule", "r31_schedule_days", owner=Role.MEDED_ADMIN),
    *_issued("R32", "rota", "r32_rota_days", owner=Role.ROTA_COORDINATOR),
)
