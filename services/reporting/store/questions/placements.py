"""What is told of placements in time."""

from collections.abc import Mapping

# Due by now, in post; met or late by the day recorded. What its doctor says did not come counts as not recorded.
_ISSUED = """
        SELECT coalesce(former_host, placement.host) AS trust,
               CAST(date_trunc('quarter', starts_on) AS date) AS quarter, placement.placement_id AS thing,
               coalesce(NOT not_received AND happened_on {compared} starts_on - CAST(:{days} AS int), false) AS kept,
               grade
        FROM placement
        LEFT JOIN placement_information ON placement_information.placement_id = placement.placement_id
                                           AND information = '{information}'
                                           AND placement_information.host = coalesce(former_host, placement.host)
        WHERE type = 'in_post' AND NOT cancelled AND starts_on - CAST(:{days} AS int) <= CAST(:as_of AS date)"""

QUESTIONS: Mapping[str, str] = {
    # Starting in the quarter, in post; told early enough (R30, design 12.6). Never heard announced: not told.
    # Of TIS alone: what a trust's own file or a doctor brings in, no deanery announces.
    "R30": """
        SELECT coalesce(former_host, host) AS trust,
               CAST(date_trunc('quarter', starts_on) AS date) AS quarter, placement_id AS thing,
               coalesce(last_announced_on <= starts_on - CAST(:r30_notice_days AS int), false) AS kept, grade
        FROM placement WHERE type = 'in_post' AND NOT cancelled AND coalesce(source, 'tis') = 'tis'""",
    "R31": _ISSUED.format(compared="<=", days="r31_schedule_days", information="work_schedule"),
    "R31-L": _ISSUED.format(compared=">", days="r31_schedule_days", information="work_schedule"),
    "R32": _ISSUED.format(compared="<=", days="r32_rota_days", information="rota"),
    "R32-L": _ISSUED.format(compared=">", days="r32_rota_days", information="rota"),
}
