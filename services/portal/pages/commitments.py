"""The commitment that a trust signs: who has, how it stands, standing by it for another year, and withdrawing it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, NamedTuple
from uuid import UUID

from fastapi import Response

from chassis.errors import LostUpdate, NotFound
from contracts.vocabulary import BoardRole, WithdrawalReason
from contracts.vocabulary.labels import BOARD_ROLES, COMMITMENT_WITHDRAWALS
from services.portal.domain.offices import SIGNERS
from services.portal.gateway import SaidNo
from services.portal.pages import commitment_facts, facts, shapes, words
from services.portal.pages.checking import CheckPage
from services.portal.pages.facts import Fact
from services.portal.pages.faults import told, too_long
from services.portal.pages.listing import Listed, ListPage, older
from services.portal.pages.page import Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting
from services.portal.pages.words import Tag

router = Pages()
PATH, _API = "/commitments", "/api/registry"
BACK = Link("The leadership commitment", PATH)
_ROLES = tuple((role.value, words.sentence(text)) for role, text in BOARD_ROLES.items())
_REASONS = tuple((reason.value, words.sentence(text)) for reason, text in COMMITMENT_WITHDRAWALS.items())


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


class Opened(NamedTuple):
    """The very commitment that a form was opened for: what is signed since is another. None: there was none."""

    id: UUID
    version: int | None


@dataclass(frozen=True, kw_only=True)
class CommitmentForm(Page):
    """For signing it, or standing by it; or for withdrawing it, with ``reasons``."""

    template: ClassVar = "commitment_form.html.jinja"
    path: str
    opened: Opened | None
    roles: tuple[tuple[str, str], ...] = _ROLES
    reasons: tuple[tuple[str, str], ...] = ()
    champions: tuple[tuple[str, str], ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)


@router.get(PATH)
async def commitments(visit: Visiting, after: str | None = None) -> Response:
    page = await visit.ask.get(shapes.Commitments, f"{_API}/commitments", after=after)
    signed = {each.trust for each in page.items}
    unsigned = sorted(_signs_at(visit) - signed) if after is None else []
    listed = [
        Listed(f"{PATH}/{code}", await facts.place(visit, code), "", commitment_facts.UNSIGNED) for code in unsigned
    ]
    listed += [
        Listed(
            f"{PATH}/{each.trust}",
            await facts.place(visit, each.trust),
            f"To be reviewed by {facts.day(each.review_due)}",
            commitment_facts.standing(each),
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
    if found is None:
        return await _form(visit, code, {}, opened=None)
    values = {"signatory": found.signatory, "board_role": found.board_role, "champion_id": str(found.champion_id)}
    return await _form(visit, code, values, opened=Opened(found.id, found.version))


@router.post(PATH + "/{code}/sign")
async def sign_commitment(code: str, visit: Visiting) -> Response:
    """Signed, or the version that the form was opened with stood by for another year: checked first."""
    champions, opened = await _champions(visit, code), _opened(visit)
    asked = ("signatory", "board_role", *(("champion_id",) if champions else ()))
    values, step = {name: visit.text(name) for name in asked}, visit.text("step")
    faults = too_long("signatory", values["signatory"], at_most=200)
    if not values["signatory"]:
        faults = (Fault("signatory", "Enter who signs it"),)
    if values["board_role"] not in set(BoardRole):
        faults = (*faults, Fault("board_role", "Select what they are on the board"))
    if champions and values["champion_id"] not in dict(champions):
        faults = (*faults, Fault("champion_id", "Select the leadership champion"))
    if step == "change" or faults:
        shown = () if step == "change" else faults
        return await _form(visit, code, values, opened=opened, faults=shown)
    if step == "send":
        path = f"commitments/{opened.id}/renewal" if opened else f"organisations/{code}/commitment"
        return await _send(visit, code, path, values, otherwise="signatory", done="signed")
    checked = [Fact("Signed by", values["signatory"]), Fact("On the board", dict(_ROLES)[values["board_role"]])]
    if champions:
        checked.append(Fact("Champion", dict(champions)[values["champion_id"]]))
    note = "The champion, the senior lead for residents' experience and the deanery are told."
    return _check(visit, f"{PATH}/{code}/sign", values, checked, send="Sign it", note=note)


@router.get(PATH + "/{code}/withdraw")
async def withdraw_commitment_form(code: str, visit: Visiting) -> Response:
    found = await _find(visit, code)
    if found is None:
        raise NotFound
    return await _form(visit, code, {}, opened=Opened(found.id, found.version), is_withdrawal=True)


@router.post(PATH + "/{code}/withdraw")
async def withdraw_commitment(code: str, visit: Visiting) -> Response:
    """For good: checked first."""
    opened = _opened(visit)
    if opened is None:
        raise NotFound
    values, step = {name: visit.text(name) for name in ("reason", "words")}, visit.text("step")
    faults = too_long("words", values["words"])
    if not values["words"]:
        faults = (Fault("words", "Write why"),)
    if values["reason"] not in set(WithdrawalReason):
        faults = (Fault("reason", "Select a reason"), *faults)
    if step == "change" or faults:
        shown = () if step == "change" else faults
        return await _form(visit, code, values, opened=opened, faults=shown, is_withdrawal=True)
    if step == "send":
        path = f"commitments/{opened.id}/withdrawal"
        return await _send(visit, code, path, values, otherwise="words", done="withdrawn")
    checked = Fact("Reason", dict(_REASONS)[values["reason"]]), Fact("In your words", values["words"])
    note = "The trust no longer stands by it. The deanery is told."
    return _check(visit, f"{PATH}/{code}/withdraw", values, checked, send="Withdraw it", note=note)


_DONE = {"signed": "It is signed. The deanery is told.", "withdrawn": "It is withdrawn. The deanery is told."}
_CHANGED = "This has changed since you opened it, so nothing was sent. Below is how it stands now."


def _check(
    visit: Visit, path: str, values: Mapping[str, str], checked: Iterable[Fact], *, send: str, note: str
) -> Response:
    carried = (*values.items(), *((name, visit.text(name)) for name in ("commitment", "_version")))
    page = CheckPage(back=Link("Back", path), path=path, checked=tuple(checked), carried=carried, send=send, note=note)
    return visit.show(page)


async def _send(visit: Visit, code: str, path: str, body: Mapping[str, Any], *, otherwise: str, done: str) -> Response:
    try:
        await visit.ask.post(f"{_API}/{path}", body, key=visit.key, version=visit.version)
    except LostUpdate:
        return await _show(visit, code, notice=_CHANGED, status=409)
    except SaidNo as no:
        if no.answered == 422:
            faults, is_withdrawal = told(no, tuple(body), otherwise=otherwise), otherwise == "words"
            return await _form(visit, code, body, opened=_opened(visit), faults=faults, is_withdrawal=is_withdrawal)
        return await _show(visit, code, notice=words.sentence(no.detail), status=409)
    return visit.go(f"{PATH}/{code}?done={done}")


async def _find(visit: Visit, code: str) -> shapes.Commitment | None:
    """The one that stands. Raises NotFound where nobody can have signed one."""
    if not (code.isascii() and code.isalnum()):
        raise NotFound
    try:
        return await visit.ask.get(shapes.Commitment, f"{_API}/organisations/{code}/commitment")
    except NotFound:
        if code not in _signs_at(visit):
            raise
        return None


def _opened(visit: Visit) -> Opened | None:
    """Raises NotFound for what is no id."""
    sent = visit.text("commitment")
    try:
        return Opened(UUID(sent), visit.version) if sent else None
    except ValueError:
        raise NotFound from None


async def _champions(visit: Visit, code: str) -> tuple[tuple[str, str], ...]:
    """Those to choose from; none where there are not several. Raises NotFound for who does not sign there."""
    if code not in _signs_at(visit):
        raise NotFound
    found = (await visit.ask.get(shapes.Champions, f"{_API}/organisations/{code}/champions")).items
    return tuple((str(each.id), each.name or facts.NOT_GIVEN) for each in found) if len(found) > 1 else ()


async def _form(
    visit: Visit,
    code: str,
    values: Mapping[str, str],
    *,
    opened: Opened | None,
    faults: tuple[Fault, ...] = (),
    is_withdrawal: bool = False,
) -> Response:
    page = CommitmentForm(
        title="Why does your trust withdraw it?" if is_withdrawal else "Who signs it for your trust?",
        back=Link("Back", f"{PATH}/{code}"),
        path=f"{PATH}/{code}/{'withdraw' if is_withdrawal else 'sign'}",
        opened=opened,
        reasons=_REASONS if is_withdrawal else (),
        champions=() if is_withdrawal else await _champions(visit, code),
        values=values,
        faults=faults,
    )
    return visit.show(page)


async def _show(visit: Visit, code: str, *, notice: str, status: int | None = None) -> Response:
    found = await _find(visit, code)
    page = CommitmentPage(
        title=f"The commitment of {await facts.place(visit, code)}",
        path=f"{PATH}/{code}",
        tag=commitment_facts.standing(found) if found else commitment_facts.UNSIGNED,
        facts=commitment_facts.of_commitment(found) if found else (),
        may_sign=code in _signs_at(visit),
        is_signed=found is not None,
        notice=notice,
    )
    return visit.show(page, status=status)


def _signs_at(visit: Visit) -> frozenset[str]:
    return frozenset(visit.places_as(SIGNERS))
