"""A forum's meeting: called off, or recorded; its minutes, what it agreed, and what came of that (R72, R73)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar
from uuid import UUID

from fastapi import Response

from chassis.errors import NotFound
from contracts.vocabulary import ActionOutcome, ForumKind, Role
from contracts.vocabulary.labels import ACTION_OUTCOMES, ROLES
from services.portal.gateway import SaidNo
from services.portal.pages import facts, shapes, words
from services.portal.pages.checking import CheckPage
from services.portal.pages.facts import Fact
from services.portal.pages.faults import told, too_long, whole_number
from services.portal.pages.forums import API, PATH, is_convened_by, send
from services.portal.pages.page import Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting

router = Pages()
_COUNTED = tuple(role for role in Role if role not in (Role.OPERATOR, Role.AUDITOR))
_ITEMS = ("own_item", "fines_looked_at")
_OUTCOMES = tuple((outcome.value, words.sentence(text)) for outcome, text in ACTION_OUTCOMES.items())


@dataclass(frozen=True, kw_only=True)
class MeetingPage(Page):
    template: ClassVar = "forum_meeting.html.jinja"
    path: str
    version: int
    may_call_off: bool
    may_record: bool
    has_met: bool
    is_shared: bool
    is_of_contract: bool
    roles: tuple[tuple[str, str], ...] = tuple((role.value, words.sentence(ROLES[role])) for role in _COUNTED)
    owners: tuple[tuple[str, str], ...]
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ActionPage(Page):
    template: ClassVar = "forum_action.html.jinja"
    title: str = "What came of it?"
    path: str
    facts: tuple[Fact, ...]
    version: int | None
    outcomes: tuple[tuple[str, str], ...] = _OUTCOMES
    values: Mapping[str, str] = field(default_factory=dict)


@router.get(PATH + "/{forum_id:uuid}/meetings/{meeting_id:uuid}")
async def forum_meeting(forum_id: UUID, meeting_id: UUID, visit: Visiting) -> Response:
    return await _show(visit, forum_id, meeting_id)


@router.post(PATH + "/{forum_id:uuid}/meetings/{meeting_id:uuid}/call-off")
async def call_off_forum(forum_id: UUID, meeting_id: UUID, visit: Visiting) -> Response:
    return await send(visit, forum_id, f"meetings/{meeting_id}/cancellation", None, done="called-off")


@router.post(PATH + "/{forum_id:uuid}/meetings/{meeting_id:uuid}/record")
async def record_forum(forum_id: UUID, meeting_id: UUID, visit: Visiting) -> Response:
    """How many of each role were there; no names."""
    values = {name: visit.text(name) for name in (*_COUNTED, *_ITEMS)}
    counts = {role: whole_number(values[role]) for role in _COUNTED if values[role]}
    faults = tuple(Fault(role, "Enter how many in whole numbers") for role, many in counts.items() if many is None)
    if not any(counts.values()):
        faults = faults or (Fault(_COUNTED[0], "Enter how many came, of one role at least"),)
    if faults:
        return await _show(visit, forum_id, meeting_id, values=values, faults=faults)
    attendance = [{"role": role.value, "count": many} for role, many in counts.items() if many]
    body = {"attendance": attendance, **{item: values[item] == "yes" for item in _ITEMS}}
    return await _send(visit, forum_id, meeting_id, "record", body, values=values, done="recorded")


@router.post(PATH + "/{forum_id:uuid}/meetings/{meeting_id:uuid}/minutes")
async def note_minutes(forum_id: UUID, meeting_id: UUID, visit: Visiting) -> Response:
    """Nothing: the link that was there is taken away."""
    values = {"link": visit.text("link")}
    if not values["link"] and (await _meeting(visit, forum_id, meeting_id))[1].minutes is None:
        faults = (Fault("link", "Enter the link to the minutes"),)
        return await _show(visit, forum_id, meeting_id, values=values, faults=faults)
    body, done = {"link": values["link"] or None}, "minutes" if values["link"] else "minutes-taken-away"
    return await _send(visit, forum_id, meeting_id, "minutes", body, values=values, done=done, replaces=True)


@router.post(PATH + "/{forum_id:uuid}/meetings/{meeting_id:uuid}/agree")
async def agree_action(forum_id: UUID, meeting_id: UUID, visit: Visiting) -> Response:
    values = {name: visit.text(name) for name in ("you_said", "owner_id")}
    faults = too_long("you_said", values["you_said"])
    if not values["you_said"]:
        faults = (Fault("you_said", "Write what was said"),)
    if not values["owner_id"]:
        faults = (*faults, Fault("owner_id", "Select who sees to it"))
    if faults:
        return await _show(visit, forum_id, meeting_id, values=values, faults=faults)
    return await _send(visit, forum_id, meeting_id, "actions", values, values=values, done="agreed")


@router.get(PATH + "/{forum_id:uuid}/actions/{action_id:uuid}")
async def forum_action(forum_id: UUID, action_id: UUID, visit: Visiting) -> Response:
    found, _ = await _action(visit, forum_id, action_id)
    return await _show_action(visit, forum_id, action_id, {}, version=found.version)


@router.post(PATH + "/{forum_id:uuid}/actions/{action_id:uuid}")
async def close_action(forum_id: UUID, action_id: UUID, visit: Visiting) -> Response:
    """Said once, for everybody who works there: it is checked first."""
    values, step = {name: visit.text(name) for name in ("outcome", "we_did")}, visit.text("step")
    faults = too_long("we_did", values["we_did"])
    if not values["we_did"]:
        faults = (Fault("we_did", "Write what was done, or why not"),)
    if values["outcome"] not in set(ActionOutcome):
        faults = (Fault("outcome", "Select what came of it"), *faults)
    if step == "change" or faults:
        shown = () if step == "change" else faults
        return await _show_action(visit, forum_id, action_id, values, version=visit.version, faults=shown)
    path = f"{PATH}/{forum_id}/actions/{action_id}"
    if step == "send":
        try:
            return await send(visit, forum_id, f"actions/{action_id}/closure", values, done="closed", raises=True)
        except SaidNo as no:
            wrong = told(no, tuple(values), otherwise="we_did")
            return await _show_action(visit, forum_id, action_id, values, version=visit.version, faults=wrong)
    page = CheckPage(
        back=Link("Back", path),
        path=path,
        checked=(Fact("What came of it", dict(_OUTCOMES)[values["outcome"]]), Fact("We did", values["we_did"])),
        carried=(*values.items(), ("_version", visit.text("_version"))),
        send="Send",
        note="Everybody who works at the trust reads this. It cannot be changed afterwards.",
    )
    return visit.show(page)


async def _send(
    visit: Visit,
    forum_id: UUID,
    meeting_id: UUID,
    what: str,
    body: Mapping[str, Any],
    *,
    values: Mapping[str, str],
    done: str,
    replaces: bool = False,
) -> Response:
    path = f"meetings/{meeting_id}/{what}"
    try:
        return await send(visit, forum_id, path, body, done=done, raises=True, replaces=replaces)
    except SaidNo as no:
        wrong = told(no, tuple(values), otherwise=next(iter(values)))
        return await _show(visit, forum_id, meeting_id, values=values, faults=wrong)


async def _show(
    visit: Visit,
    forum_id: UUID,
    meeting_id: UUID,
    *,
    values: Mapping[str, str] | None = None,
    faults: tuple[Fault, ...] = (),
) -> Response:
    found, meeting = await _meeting(visit, forum_id, meeting_id)
    is_open = meeting.called_off_at is None and meeting.met_on is None
    called = await facts.names(visit, (await visit.ask.get(shapes.People, f"{API}/{forum_id}/owners")).items)
    page = MeetingPage(
        title=f"Meeting of {facts.hours(meeting.starts_at, meeting.ends_at)}",
        back=Link("Back", f"{PATH}/{forum_id}"),
        path=f"{PATH}/{forum_id}/meetings/{meeting_id}",
        version=found.version,
        may_call_off=is_open,
        may_record=is_open and visit.now >= meeting.starts_at,
        has_met=meeting.met_on is not None,
        is_shared=meeting.with_residents_forum,
        is_of_contract=found.kind is ForumKind.RESIDENTS,
        owners=tuple((str(person), name) for person, name in called.items()),
        values={"link": meeting.minutes or "", **(values or {})},
        faults=faults,
    )
    return visit.show(page)


async def _meeting(visit: Visit, forum_id: UUID, meeting_id: UUID) -> tuple[shapes.ForumWhole, shapes.Meeting]:
    """A meeting of a forum that they convene. Raises NotFound."""
    found = await visit.ask.get(shapes.ForumWhole, f"{API}/{forum_id}")
    meeting = next((each for each in found.meetings if each.id == meeting_id), None)
    if meeting is None or not is_convened_by(visit, found):
        raise NotFound
    return found, meeting


async def _action(visit: Visit, forum_id: UUID, action_id: UUID) -> tuple[shapes.ForumWhole, shapes.Action]:
    """An action that is not closed yet, of which they may say what came of it. Raises NotFound."""
    found = await visit.ask.get(shapes.ForumWhole, f"{API}/{forum_id}")
    action = next((each for each in found.actions if each.id == action_id), None)
    if action is None or action.outcome is not None:
        raise NotFound
    if action.owner_id != visit.person_id and not is_convened_by(visit, found):
        raise NotFound
    return found, action


async def _show_action(
    visit: Visit,
    forum_id: UUID,
    action_id: UUID,
    values: Mapping[str, str],
    *,
    version: int | None,
    faults: tuple[Fault, ...] = (),
) -> Response:
    _, action = await _action(visit, forum_id, action_id)
    page = ActionPage(
        back=Link("Back", f"{PATH}/{forum_id}"),
        path=f"{PATH}/{forum_id}/actions/{action_id}",
        facts=(Fact("You said", action.you_said), Fact("To be done by", facts.day(action.due_on))),
        version=version,
        values=values,
        faults=faults,
    )
    return visit.show(page)
