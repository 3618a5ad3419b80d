"""Forums where residents say what leading needs: asked for, founded, called together; you said, we did (O-E3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from fastapi import Response

from chassis.errors import LostUpdate, NotFound
from contracts.vocabulary import ForumKind
from contracts.vocabulary.labels import ROLES
from services.portal.domain.offices import CONVENERS_OF
from services.portal.gateway import SaidNo
from services.portal.pages import facts, forum_lines, forum_seats, shapes, words
from services.portal.pages.facts import Fact
from services.portal.pages.page import HOME, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting

router = Pages()
PATH, API = forum_lines.PATH, "/api/opportunities/forums"
BACK = Link("Forums", PATH)


@dataclass(frozen=True, slots=True)
class Trust:
    """Where one works or holds a role, and its forum of a kind, if it has one."""

    code: str
    kind: ForumKind
    name: str
    """Whose forum it is, and which where it is the contract's own."""
    forum: UUID | None
    text: str
    may_request: bool
    may_found: bool
    founding: str
    """The button's words; of the two forums of a trust they do not begin alike."""


@dataclass(frozen=True, kw_only=True)
class ForumsPage(Page):
    template: ClassVar = "forums.html.jinja"
    title: str = BACK.text
    back: Link | None = HOME
    trusts: tuple[Trust, ...]
    notice: str = ""


@dataclass(frozen=True, kw_only=True)
class ForumPage(Page):
    template: ClassVar = "forum.html.jinja"
    back: Link | None = BACK
    path: str
    standing: str
    version: int
    may_found: bool
    agreeing: bool
    """Whether to found it is to agree with who proposed it."""
    may_call: bool
    quorum: str
    members: tuple[Fact, ...]
    may_compose: bool
    meetings: tuple[forum_lines.Line, ...]
    actions: tuple[forum_lines.Line, ...]
    notice: str = ""


@router.get(PATH)
async def forums(visit: Visiting) -> Response:
    return await _list(visit)


@router.post(PATH + "/ask")
async def request_forum(visit: Visiting) -> Response:
    return await _begin(visit, "/requests")


@router.post(PATH + "/found")
async def found_forum_unasked(visit: Visiting) -> Response:
    return await _begin(visit, "", kind=visit.text("kind") or ForumKind.LEADERSHIP)


@router.get(PATH + "/{forum_id:uuid}")
async def forum(forum_id: UUID, visit: Visiting, done: str = "") -> Response:
    return await show(visit, forum_id, notice=_DONE.get(done, ""))


@router.post(PATH + "/{forum_id:uuid}/found")
async def found_forum(forum_id: UUID, visit: Visiting) -> Response:
    return await send(visit, forum_id, f"{forum_id}/founding", None, done="founded")


_DONE = {
    "requested": "Your trust is asked for a forum. You are told when it is founded.",
    "founded": "The forum is founded.",
    "proposed": "The forum is proposed. The other of guardian and director of medical education is asked to agree.",
    "composed": "It is noted who sits in it.",
    "quorum": "It is noted how many its terms ask to be there.",
    "called": "The meeting is called. Whoever works there on that day reads it in their inbox.",
    "called-off": "The meeting is called off. Whoever was invited is told.",
    "recorded": "It is recorded that the forum met.",
    "minutes": "It is noted where the minutes are.",
    "minutes-taken-away": "The link to the minutes is taken away.",
    "agreed": "It is agreed. Whoever is to see to it is told.",
    "closed": "What came of it stands here for everybody who works at the trust.",
}
_CALLED: Mapping[ForumKind, str] = {ForumKind.LEADERSHIP: "Forum", ForumKind.RESIDENTS: "Residents' forum"}
_BEGUN: Mapping[ForumKind, str] = {ForumKind.LEADERSHIP: "Found", ForumKind.RESIDENTS: "Propose"}
CHANGED = "This has changed since you opened it, so nothing was sent. Below is how it stands now."


async def send(
    visit: Visit,
    forum_id: UUID,
    path: str,
    body: Mapping[str, Any] | None,
    *,
    done: str,
    raises: bool = False,
    replaces: bool = False,
) -> Response:
    """With ``raises``, what is wrong with the words of a form is the form's to tell; what ``replaces`` what was there
    before is put, and may be put again.
    """
    try:
        if replaces:
            await visit.ask.put(f"{API}/{path}", body, version=visit.version)
        else:
            await visit.ask.post(f"{API}/{path}", body, key=visit.key, version=visit.version)
    except LostUpdate:
        return await show(visit, forum_id, notice=CHANGED, status=409)
    except SaidNo as no:
        if raises and no.answered == 422:
            raise
        return await show(visit, forum_id, notice=words.sentence(no.detail), status=409)
    return visit.go(f"{PATH}/{forum_id}?done={done}")


async def show(visit: Visit, forum_id: UUID, *, notice: str = "", status: int | None = None) -> Response:
    found = await visit.ask.get(shapes.ForumWhole, f"{API}/{forum_id}")
    called = await facts.names(visit, {action.owner_id for action in found.actions})
    convenes = is_convened_by(visit, found)
    page = ForumPage(
        title=f"{_CALLED[found.kind]} of {await facts.place(visit, found.trust)}",
        path=f"{PATH}/{forum_id}",
        standing=_standing(found),
        version=found.version,
        may_found=convenes and found.founded_at is None and _may_agree(visit, found),
        agreeing=found.agreeing is not None,
        may_call=convenes and found.founded_at is not None,
        quorum=_needed(found),
        members=forum_seats.told(found.members),
        may_compose=convenes and found.kind is ForumKind.RESIDENTS and found.founded_at is not None,
        meetings=tuple(forum_lines.of_meeting(found, each, leads_on=convenes) for each in found.meetings),
        actions=tuple(
            forum_lines.of_action(found, each, called, leads_on=convenes or each.owner_id == visit.person_id)
            for each in found.actions
        ),
        notice=notice,
    )
    return visit.show(page, status=status)


async def convened(visit: Visit, forum_id: UUID) -> shapes.ForumWhole:
    """A forum that is founded, for those who convene it. Raises NotFound."""
    found = await visit.ask.get(shapes.ForumWhole, f"{API}/{forum_id}")
    if found.founded_at is None or not is_convened_by(visit, found):
        raise NotFound
    return found


def is_convened_by(visit: Visit, forum: shapes.Forum) -> bool:
    return visit.holds(CONVENERS_OF[forum.kind], at=forum.trust)


def _may_agree(visit: Visit, forum: shapes.Forum) -> bool:
    return forum.agreeing is None or visit.holds({forum.agreeing}, at=forum.trust)


async def _begin(visit: Visit, how: str, **body: str) -> Response:
    body["trust"] = visit.text("trust")
    try:
        made = await visit.ask.post(f"{API}{how}", body, key=visit.key)
    except SaidNo as no:
        return await _list(visit, notice=words.sentence(no.detail), status=409)
    done = "requested" if how else "proposed" if body.get("kind") == ForumKind.RESIDENTS else "founded"
    return visit.go(f"{PATH}/{shapes.Raised.model_validate(made).id}?done={done}")


async def _list(visit: Visit, *, notice: str = "", status: int | None = None) -> Response:
    known = {(each.trust, each.kind): each for each in (await visit.ask.get(shapes.Forums, API)).items}
    works_at = {(code, ForumKind.LEADERSHIP) for code in await _works_at(visit)}
    convened = {(code, kind) for kind, roles in CONVENERS_OF.items() for code in visit.places_as(roles)}
    trusts = [
        Trust(
            code=which[0],
            kind=which[1],
            name=await _named(visit, *which),
            forum=known[which].id if which in known else None,
            text=_standing(known[which]) if which in known else "There is no forum yet",
            may_request=which in works_at and which not in known,
            may_found=which in convened and which not in known,
            founding=f"{_BEGUN[which[1]]} the {_CALLED[which[1]].lower()} of {await facts.place(visit, which[0])}",
        )
        for which in sorted(known.keys() | works_at | convened)
    ]
    return visit.show(ForumsPage(trusts=tuple(trusts), notice=notice), status=status)


async def _named(visit: Visit, trust: str, kind: ForumKind) -> str:
    where = await facts.place(visit, trust)
    return where if kind is ForumKind.LEADERSHIP else f"{where}: residents' forum"


async def _works_at(visit: Visit) -> set[str]:
    if not visit.is_a_doctor:
        return set()
    mine = await visit.ask.get(shapes.Placements, "/api/registry/people/me/placements")
    return {each.host for each in mine.items if not each.cancelled and each.start <= visit.today <= each.end}


def _standing(of: shapes.Forum) -> str:
    if of.founded_at:
        return "Founded"
    if of.agreeing:
        return f"Proposed; waits for the {ROLES[of.agreeing]} to agree"
    return f"Asked for; to be founded by {facts.day(of.found_by)}" if of.found_by else "Asked for"


def _needed(of: shapes.Forum) -> str:
    return f"Its terms ask for {of.quorum} to be there" if of.quorum else ""
