"""One's own mail addresses: all that registers name, and which of them mail goes to."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from chassis.http import Begun, Router
from services.registry import store
from services.registry.domain import cells
from services.registry.domain import person as domain

router = Router(prefix="/api/registry", tags=["registry"])


def _mail_address(written: str) -> str:
    """As the files have one. Raises ValueError."""
    if (read := cells.address(written)) != written.strip():
        raise ValueError("write one mail address, as name@organisation.example")
    assert read is not None
    return read


MailAddress = Annotated[str, Field(min_length=3, max_length=254), AfterValidator(_mail_address)]


class AddressView(BaseModel):
    address: str
    is_primary: bool
    """Whether mail goes there; it does to one of them."""
    is_given: bool
    """Whether it is the one that the registers have now."""


class Addresses(BaseModel):
    items: tuple[AddressView, ...]
    waiting: str | None
    """Where they want their mail, while no register names it."""


class Wish(BaseModel):
    model_config = ConfigDict(extra="forbid")

    address: MailAddress | None
    """Null, or the one that the registers have: where the registers say, now and later."""


class Removal(BaseModel):
    model_config = ConfigDict(extra="forbid")

    address: MailAddress


@router.get("/people/me/addresses")
async def my_addresses(work: Begun) -> Addresses:
    """Nobody else's are shown to anybody."""
    me = await store.person(work, work.actor.person_id)
    primary, given = ((each or "").lower() for each in (me.mailed_at, me.email))
    return Addresses(
        items=tuple(
            AddressView(address=each, is_primary=each == primary, is_given=each == given) for each in me.addresses
        ),
        waiting=me.wished if me.wished not in me.addresses else None,
    )


@router.put("/people/me/addresses/primary", status_code=204)
async def choose_address(body: Wish, work: Begun) -> None:
    """Have your mail sent there: at once where a register names it as yours, else as soon as one does."""
    await store.write_alone(work)
    me = await store.person(work, work.actor.person_id)
    chosen = domain.wish(me, body.address)
    await store.keep_persons(work, [chosen])
    work.say(*chosen.said_after(me))


@router.post("/people/me/addresses/removal", status_code=204)
async def remove_address(body: Removal, work: Begun) -> None:
    """Have one forgotten; the address stands in no path. Mail that went there goes where the registers say."""
    await store.write_alone(work)
    me = await store.person(work, work.actor.person_id)
    left = domain.forget(me, body.address)
    await store.keep_persons(work, [left])
    work.say(*left.said_after(me))
