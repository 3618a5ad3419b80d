"""Which organisations have signed the commitment, and until when."""

from collections.abc import Sequence

from chassis.door import Heard, hears
from chassis.work import UnitOfWork
from contracts.registry import CommitmentRenewed, CommitmentSigned, CommitmentWithdrawn
from services.reporting import store
from services.reporting.handlers.noting import Touches


@hears.batch(CommitmentSigned, CommitmentRenewed, CommitmentWithdrawn)
async def keep_commitments(heard: Sequence[Heard], work: UnitOfWork) -> None:
    said: list[dict[str, object]] = []
    touches = Touches(today=work.today)
    for one in heard:
        event = one.event
        if isinstance(event, CommitmentWithdrawn):
            said.append({"commitment_id": event.commitment_id, "withdrawn_on": event.withdrawn_on})
        else:
            whole = ("commitment_id", "trust", "signed_on", "review_due")
            said.append({**{name: getattr(event, name) for name in whole}, "withdrawn_on": None})
        touches.by(one, trust=event.trust, on=work.today)
    await store.keep_commitments(work, said)
    await touches.note(work, heard)
