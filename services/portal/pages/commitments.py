"""The commitment that a trust signs: who has, how it stands, standing by it for another year, and withdrawing it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from fastapi import Response
from pydantic import BaseModel, ConfigDict

from chassis.errors import LostUpdate, NotFound
from contracts.vocabulary import BoardRole, WithdrawalReason
from contracts.vocabulary.labels import BOARD_ROLES, COMMITMENT_WITHDRAWALS
from services.portal.gateway import SaidNo
from services.portal.pages import facts, words
from services.portal.pages.checking import CheckPage
from services.portal.pages.facts import Fact
from services.portal.pages.faults import told, too_long
from services.portal.pages.listing import Listed, ListPage, older
from services.portal.pages.page import Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting
from services.portal.pages.words import Tag
from services.portal.policy import SIGNERS

router = Pages()
PATH, _API = "/commitments", "/api/registry"
BACK = Link("The leadership commitment", PATH)
_ROLES = tuple((role.value, words.sentence(text)) for role, text in BOARD_ROLES.items())
_REASONS = tuple((reason.value, words.sentence(text)) for reason, text in COMMITMENT_WITHDRAWALS.items())


class Commitment(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: UUID
    trust: str
    signatory: str
    board_role: BoardRole
    champion: str | None
    signed_on: date
    renewed_on: date | None
    review_due: date
    in_date: bool
    version: int


class Commitments(BaseModel):
    items: tuple[Commitment, ...]
    next: str | None


@dataclass(frozen=True, kw_only=True)
class CommitmentPage(Page):
    template: ClassVar = "commitment.html.jinja"
    back: Link | None = BACK
    path: str
    tag: Tag
    facts: tuple[Fact, ...]
    may_sign: bool
    is_signed: bool
    notice: str = ""


@dataclass(frozen=True, kw_only=True)
class CommitmentForm(Page):
    """For signing it, or standing by it; or for withdrawing it, with ``reasons``."""

    template: ClassVar = "commitment_form.html.jinja"
    path: str
    version: int | None
    roles: tuple[tuple[str, str], ...] = _ROLES
    reasons: tuple[tuple[str, str], ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)


@router.get(PATH)
async def commitments(visit: Visiting, after: str | None = None) -> Response:
    page = await visit.ask.get(Commitments, f"{_API}/commitments", after=after)
    signed = {each.trust for each in page.items}
    unsigned = sorted(_signs_at(visit) - signed) if after is None else []
    listed = [Listed(f"{PATH}/{code}", await facts.place(visit, code), "", _UNSIGNED) for code in unsigned]
    listed += [
        Listed(
            f"{PATH}/{each.trust}",
            await facts.place(visit, each.trust),
            f"To be reviewed by {facts.day(each.review_due)}",
            _standing(each),
        )
        for each in page.items
    ]
    empty = "No trust has signed it."
    return visit.show(ListPage(title=BACK.text, listed=tuple(listed), empty=empty, older=older(PATH, page.next)))


@router.get(PATH + "/{code}")
async def commitment(code: str, visit: Visiting, done: str = "") -> Response:
    return await _show(visit, code, notice=_DONE.get(done, ""))


@router.get(PATH + "/{code}/sign")
async def sign_form(code: str, visit: Visiting) -> Response:
    found = await _find(visit, code)
    values = {"signatory": found.signatory, "board_role": found.board_role.value} if found else {}
    return _form(visit, code, values, version=found.version if found else None)


@router.post(PATH + "/{code}/sign")
async def sign_commitment(code: str, visit: Visiting) -> Response:
    """Signed anew, or stood by for another year: checked first."""
    values, step = {name: visit.text(name) for name in ("signatory", "board_role")}, visit.text("step")
    faults = too_long("signatory", values["signatory"], at_most=200)
    if not values["signatory"]:
        faults = (Fault("signatory", "Enter who signs it"),)
    if values["board_role"] not in set(BoardRole):
        faults = (*faults, Fault("board_role", "Select what they are on the board"))
    if step == "change" or faults:
        return _form(visit, code, values, version=visit.version, faults=() if step == "change" else faults)
    if step == "send":
        found = await _find(visit, code)
        path = f"commitments/{found.id}/renewal" if found else f"organisations/{code}/commitment"
        return await _send(visit, code, path, values, otherwise="signatory", done="signed")
    checked = Fact("Signed by", values["signatory"]), Fact("On the board", dict(_ROLES)[values["board_role"]])
    note = "The champion, the senior lead for residents' experience and the deanery are told."
    return _check(visit, f"{PATH}/{code}/sign", values, checked, send="Sign it", note=note)


@router.get(PATH + "/{code}/withdraw")
async def withdraw_commitment_form(code: str, visit: Visiting) -> Response:
    found = await _find(visit, code)
    if found is None:
        raise NotFound
    return _form(visit, code, {}, version=found.version, is_withdrawal=True)


@router.post(PATH + "/{code}/withdraw")
async def withdraw_commitment(code: str, visit: Visiting) -> Response:
    """For good: checked first."""
    values, step = {name: visit.text(name) for name in ("reason", "words")}, visit.text("step")
    faults = too_long("words", values["words"])
    if not values["words"]:
        faults = (Fault("words", "Write why"),)
    if values["reason"] not in set(WithdrawalReason):
        faults = (Fault("reason", "Select a reason"), *faults)
    if step == "change" or faults:
        shown = () if step == "change" else faults
        return _form(visit, code, values, version=visit.version, faults=shown, is_withdrawal=True)
    if step == "send":
        found = await _find(visit, code)
        if found is None:
            raise NotFound
        path = f"commitments/{found.id}/withdrawal"
        return await _send(visit, code, path, values, otherwise="words", done="withdrawn")
    checked = Fact("Reason", dict(_REASONS)[values["reason"]]), Fact("In your words", values["words"])
    note = "The trust no longer stands by it. The deanery is told."
    return _check(visit, f"{PATH}/{code}/withdraw", values, checked, send="Withdraw it", note=note)


_DONE = {"signed": "It is signed. The deanery is told.", "withdrawn": "It is withdrawn. The deanery is told."}
_CHANGED = "This has changed since you opened it, so nothing was sent. Below is how it stands now."
_UNSIGNED = Tag("Not signed", "grey")


def _check(
    visit: Visit, path: str, values: Mapping[str, str], checked: tuple[Fact, ...], *, send: str, note: str
) -> Response:
    carried = (*values.items(), ("_version", visit.text("_version")))
    page = CheckPage(back=Link("Back", path), path=path, checked=checked, carried=carried, send=send, note=note)
    return visit.show(page)


async def _send(visit: Visit, code: str, path: str, body: Mapping[str, Any], *, otherwise: str, done: str) -> Response:
    try:
        await visit.ask.post(f"{_API}/{path}", body, key=visit.key, version=visit.version)
    except LostUpdate:
        return await _show(visit, code, notice=_CHANGED, status=409)
    except SaidNo as no:
        if no.answered == 422:
            faults, is_withdrawal = told(no, tuple(body), otherwise=otherwise), otherwise == "words"
            return _form(visit, code, body, version=visit.version, faults=faults, is_withdrawal=is_withdrawal)
        return await _show(visit, code, notice=words.sentence(no.detail), status=409)
    return visit.go(f"{PATH}/{code}?done={done}")


async def _find(visit: Visit, code: str) -> Commitment | None:
    """The one that stands. Raises NotFound where nobody can have signed one."""
    if not (code.isascii() and code.isalnum()):
        raise NotFound
    try:
        return await visit.ask.get(Commitment, f"{_API}/organisations/{code}/commitment")
    except NotFound:
        if code not in _signs_at(visit):
            raise
        return None


def _form(
    visit: Visit,
    code: str,
    values: Mapping[str, str],
    *,
    version: int | None,
    faults: tuple[Fault, ...] = (),
    is_withdrawal: bool = False,
) -> Response:
    page = CommitmentForm(
        title="Why does your trust withdraw it?" if is_withdrawal else "Who signs it for your trust?",
        back=Link("Back", f"{PATH}/{code}"),
        path=f"{PATH}/{code}/{'withdraw' if is_withdrawal else 'sign'}",
        version=version,
        reasons=_REASONS if is_withdrawal else (),
        values=values,
        faults=faults,
    )
    return visit.show(page)


async def _show(visit: Visit, code: str, *, notice: str, status: int | None = None) -> Response:
    found = await _find(visit, code)
    page = CommitmentPage(
        title=f"The commitment of {await facts.place(visit, code)}",
        path=f"{PATH}/{code}",
        tag=_standing(found) if found else _UNSIGNED,
        facts=_facts(found) if found else (),
        may_sign=code in _signs_at(visit),
        is_signed=found is not None,
        notice=notice,
    )
    return visit.show(page, status=status)


def _facts(of: Commitment) -> tuple[Fact, ...]:
    told_of = [
        Fact("Signed by", f"{of.signatory}, {BOARD_ROLES[of.board_role]}"),
        Fact("Signed on", facts.day(of.signed_on)),
        Fact("Champion", of.champion or facts.NOT_GIVEN),
        Fact("To be reviewed by", facts.day(of.review_due)),
    ]
    if of.renewed_on:
        told_of.insert(2, Fact("Stood by again on", facts.day(of.renewed_on)))
    return tuple(told_of)


def _standing(of: Commitment) -> Tag:
    return Tag("Stands", "green") if of.in_date else Tag("To be reviewed", "red")


def _signs_at(visit: Visit) -> frozenset[str]:
    return frozenset(grant.scope for grant in visit.grants if grant.role in SIGNERS and grant.scope)
