"""Where one's mail goes: the addresses that registers name, which of them is chosen, and one that is waited for."""

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from fastapi import Response
from pydantic import BaseModel, ConfigDict

from chassis.errors import NotFound
from services.portal.gateway import SaidNo
from services.portal.pages import words
from services.portal.pages.faults import told
from services.portal.pages.page import HOME, Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting

router = Pages()
PATH, _API = "/addresses", "/api/registry/people/me/addresses"


class Address(BaseModel):
    model_config = ConfigDict(frozen=True)

    address: str
    is_primary: bool
    is_given: bool


class Addresses(BaseModel):
    items: tuple[Address, ...] = ()
    waiting: str | None = None


@dataclass(frozen=True, kw_only=True)
class AddressesPage(Page):
    template: ClassVar = "addresses.html.jinja"
    title: str = "Where your mail goes"
    back: Link | None = HOME
    path: str = PATH
    addresses: tuple[Address, ...]
    waiting: str | None
    values: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""

    @property
    def has_chosen(self) -> bool:
        """Whether their mail goes, or is to go, elsewhere than where the registers say."""
        return self.waiting is not None or any(each.is_primary and not each.is_given for each in self.addresses)


@router.get(PATH)
async def addresses(visit: Visiting, done: str = "") -> Response:
    return await _show(visit, notice=_DONE.get(done, ""))


@router.post(PATH)
async def choose_address(visit: Visiting) -> Response:
    values = {"address": visit.text("address")}
    if visit.text("registers"):
        await visit.ask.put(f"{_API}/primary", {"address": None})
        return visit.go(f"{PATH}?done=registers")
    if not values["address"]:
        return await _show(visit, values=values, faults=(Fault("address", "Enter a mail address"),))
    try:
        await visit.ask.put(f"{_API}/primary", values)
    except SaidNo:
        fault = Fault("address", "Enter one mail address, as name@organisation.example")
        return await _show(visit, values=values, faults=(fault,))
    except NotFound:
        return await _show(visit, values=values, faults=(Fault("address", "You are in no register yet"),))
    return visit.go(f"{PATH}?done=chosen")


@router.post(PATH + "/remove")
async def remove_address(visit: Visiting) -> Response:
    """One that is gone already is what was wanted."""
    try:
        with contextlib.suppress(NotFound):
            await visit.ask.post(f"{_API}/removal", {"address": visit.text("address")}, key=visit.key)
    except SaidNo as no:
        if no.answered == 422:
            return await _show(visit, faults=told(no, ("address",), otherwise="address"))
        return await _show(visit, notice=words.sentence(no.detail), status=409)
    return visit.go(f"{PATH}?done=removed")


_DONE = {"chosen": "It is kept.", "registers": "Your mail goes where the registers say.", "removed": "It is removed."}


async def _show(
    visit: Visit,
    *,
    values: Mapping[str, str] | None = None,
    faults: tuple[Fault, ...] = (),
    notice: str = "",
    status: int | None = None,
) -> Response:
    try:
        found = await visit.ask.get(Addresses, _API)
    except NotFound:  # somebody in no register, or a registry that is older than this page
        found = Addresses()
    page = AddressesPage(
        addresses=found.items, waiting=found.waiting, values=values or {}, faults=faults, notice=notice
    )
    return visit.show(page, status=status)
