"""What is told of placements in time."""

from collections.abc import Mapping

# Due by now, in post; met or late by the day recorded. What its doctor says did not come counts as not recorded.
# By when it is due the registry says; only of what was announced before it did, reporting's own rule tells.
_ISSUED = """
        SELECT coalesce(former_host, placement.host) AS trust,
               CAST(date_trunc('quarter', starts_on) AS date) AS quarter, placement.placement_id AS thing,
               coalesce(NOT not_received AND happened_on {compared} {due}, false) AS kept,
               grade
        FROM placement
        LEFT JOIN placement_information ON placement_information.placement_id = placement.placement_id
                                           AND information = '{information}'
                                           AND placement_information.host = coalesce(former_host, placement.host)
        WHERE type = 'in_post' AND NOT cancelled AND {due} <= CAST(:as_of AS date)"""
_SCHEDULE_DUE = "coalesce(work_schedule_by, starts_on - CAST(:r31_schedule_days AS int))"
_ROTA_DUE = "coalesce(rota_by, starts_on - CAST(:r32_rota_days AS int))"

QUESTIONS: Mapping[str, str] = {
    # Starting in the quarter, in post; told early enough (R30, design 12.6). Never heard announced: not told.
    # Of TIS alone: what a trust's own file or a doctor brings in, no deanery announces.
    "R30": """
        SELECT coalesce(former_host, host) AS trust,
               CAST(date_trunc('quarter', starts_on) AS date) AS quarter, placement_id AS thing,
               coalesce(last_announced_on <= starts_on - at_trust(CAST(:r30_notice_days AS jsonb),
                                                                  coalesce(former_host, host)), false) AS kept, grade
        FROM placement WHERE type = 'in_post' AND NOT cancelled AND coalesce(source, 'tis') = 'tis'""",
    "R31": _ISSUED.format(compared="<=", due=_SCHEDULE_DUE, information="work_schedule"),
    "R31-L": _ISSUED.format(compared=">", due=_SCHEDULE_DUE, information="work_schedule"),
    "R32": _ISSUED.format(compared="<=", due=_ROTA_DUE, information="rota"),
    "R32-L": _ISSUED.format(compared=">", due=_ROTA_DUE, information="rota"),
}
