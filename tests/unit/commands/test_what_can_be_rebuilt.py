"""What operators read of projections is what there is."""

import re
from pathlib import Path

from fairlead.commands.rebuilding import projections

PAGE = Path(__file__).parents[3] / "docs" / "operating.md"


def test_the_table_of_projections_names_all_that_can_be_rebuilt_and_no_other() -> None:
    row = PAGE.read_text().partition("| Projection | Not one, because |\n|---|---|\n")[2].split("|")[1]

    told, service = [], ""
    for written in re.findall(r"`(\w*\.\w+)`", row):  # `leave.placements`, `.appointments`: of the service named last
        named, _, projection = written.partition(".")
        service = named or service
        told.append(f"{service}.{projection}")

    assert sorted(told) == sorted(projections())


def test_what_operators_are_told_to_rebuild_is_there() -> None:
    told = set(re.findall(r"fairlead rebuild (\w+\.\w+)", PAGE.read_text()))

    assert {"opportunities.organisations", "leave.placements", "reporting.facts"} <= told
    assert told <= set(projections())
