"""What dated rules say to questions, of every trust at once."""

import json
from collections.abc import Collection
from datetime import date
from typing import Any

from chassis.rules import rules_at, rules_named, who_has_own
from chassis.work import UnitOfWork
from services.reporting.store.places import whose_rules

_NO_CODE = ""


async def rules_to_bind(work: UnitOfWork, names: Collection[str], *, on: date) -> dict[str, Any]:
    """Rules of reporting by their short names, as a question binds them.

    One that is read by place as JSON: the value by each trust that may have another, and everybody's under no code.
    """
    full = {f"reporting.{name}": name for name in names}
    by_place = full.keys() & work.by_place
    values: dict[str, Any] = {}
    if everybodys := full.keys() - by_place:
        found = await rules_named(work, everybodys, on=on)
        values.update({full[name]: value for name, value in found.items()})
    if by_place:
        apart = await whose_rules(work, await who_has_own(work, by_place, on=on), on=on)
        at = await rules_at(work, by_place, {_NO_CODE: (), **apart}, on=on)
        values.update(
            {full[name]: json.dumps({trust: ruled[name] for trust, ruled in at.items()}) for name in by_place}
        )
    return values
