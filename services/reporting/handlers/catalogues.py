"""Programmes' public catalogues, and whether they are released early enough (O-D1)."""

from collections.abc import Sequence

from chassis.clock import london_date
from chassis.door import Heard, hears
from chassis.work import UnitOfWork
from contracts.opportunities import CataloguePlanned, CatalogueReleased
from services.reporting import store
from services.reporting.handlers.noting import Rows, Touches


@hears.batch(CataloguePlanned, CatalogueReleased)
async def keep_catalogues(heard: Sequence[Heard], work: UnitOfWork) -> None:
    """Each says it whole, one row for each of its trusts; where it stood before and no longer does is touched too."""
    newest = {one.event.catalogue_id: one for one in heard}
    touches = Touches(today=work.today)
    for row in await store.take_catalogues(work, newest):
        one = newest[row["catalogue_id"]]
        stays = row["trust"] in one.event.trusts and row["preferences_open_on"] == one.event.preferences_open_on
        if not stays:
            touches.by(one, trust=row["trust"], on=row["preferences_open_on"])
    rows: Rows = {}
    for one in newest.values():
        rows |= {(one.event.catalogue_id, trust): _at(trust, one.event) for trust in one.event.trusts}
        for trust in one.event.trusts:
            touches.by(one, trust=trust, on=one.event.preferences_open_on)
    await store.keep_catalogues(work, rows.values())
    await touches.note(work, heard)


def _at(trust: str, event: CataloguePlanned | CatalogueReleased) -> dict[str, object]:
    return {
        "catalogue_id": event.catalogue_id,
        "trust": trust,
        "preferences_open_on": event.preferences_open_on,
        "release_by": event.release_by,
        "released_on": london_date(event.released_at) if isinstance(event, CatalogueReleased) else None,
    }
