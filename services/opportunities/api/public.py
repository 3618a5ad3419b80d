"""What anybody may read without sign-in, kept for a while by whoever asks or stands between."""

import hashlib
from typing import Annotated

from fastapi import Query, Request, Response
from pydantic import BaseModel

from chassis.clock import london_date
from chassis.errors import NotFound
from chassis.http import Begun, Router
from contracts.vocabulary import OdsCode, ProgrammeNumber
from services.opportunities import domain, store
from services.opportunities.api.public_views import AreaView, ProgrammeView, ReleasedProgrammes

router = Router(prefix="/api/opportunities/public", tags=["opportunities"])

FRESH_FOR = "public, max-age=300"
"""Five minutes: what is closed should not be asked for long after."""


@router.get("/programmes", response_model=ReleasedProgrammes)
async def programmes(work: Begun, request: Request) -> Response:
    """Programmes whose catalogue is public (O-D1)."""
    return _kept(request, ReleasedProgrammes.of(await store.public_catalogues.released_catalogues(work)))


@router.get("/catalogue", response_model=ProgrammeView)
async def catalogue_of(programme: Annotated[ProgrammeNumber, Query()], work: Begun, request: Request) -> Response:
    """What a programme's trusts offer today, once its catalogue is released (R37)."""
    catalogue = await store.public_catalogues.released_for(work, programme)
    live = await store.live_at(work, catalogue.trusts)
    names = await store.names_of(work, catalogue.trusts)
    assert catalogue.released_at is not None
    shown = ProgrammeView(
        programme=catalogue.programme,
        preferences_open_on=catalogue.preferences_open_on,
        released_on=london_date(catalogue.released_at),
        trusts=tuple(AreaView.of(trust, live[trust], names) for trust in catalogue.trusts),
    )
    readings: domain.Readings = request.app.state.readings
    if counted := readings.note(catalogue.catalogue_id, at=work.now):
        await store.public_catalogues.add_views(work, counted)
    return _kept(request, shown)


@router.get("/areas/{trust}", response_model=AreaView)
async def area(trust: OdsCode, work: Begun, request: Request) -> Response:
    """A trust's page: what is open there today, with whom to turn to and how to join (O-D2)."""
    live = await store.live_at(work, [trust])
    names = await store.names_of(work, [trust])
    if not live[trust] and trust not in names:
        raise NotFound
    return _kept(request, AreaView.of(trust, live[trust], names))


def _kept(request: Request, shown: BaseModel) -> Response:
    """The answer with a tag of its content; who has that very content is told so (RFC 9110)."""
    body = shown.model_dump_json().encode()
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": FRESH_FOR}
    known = {one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")}
    if tag in known:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)
