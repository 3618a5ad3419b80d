"""Records: what was confirmed and waits for a certificate."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from chassis.http import Begun, Router
from services.recognition import domain, store
from services.recognition.api.bodies import RecordPage

router = Router(prefix="/api/recognition/records", tags=["recognition"])


@router.get("")
async def records_without_certificate(
    work: Begun, after: UUID | None = None, limit: Annotated[int, Query(ge=1, le=100)] = 50
) -> RecordPage:
    """Confirmed participations at your trusts that nobody has certified yet."""
    trusts = domain.trusts_issued_for(work.actor)
    page = await store.records_without_certificate(work, trusts=trusts, after=after, limit=limit)
    return RecordPage.of(page, limit=limit)
