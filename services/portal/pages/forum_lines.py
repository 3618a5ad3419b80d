"""The meetings and actions of a forum, as its page lists them: who came, what was said, and what was done."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from contracts.vocabulary.labels import ACTION_OUTCOMES, ROLES
from services.portal.pages import facts, shapes, words
from services.portal.pages.words import Tag

PATH = "/forums"


@dataclass(frozen=True, slots=True)
class Line:
    """A meeting or an action; ``href`` leads on who may do something about it."""

    heading: str
    tag: Tag
    texts: tuple[str, ...]
    href: str | None
    minutes: str | None = None
    """Where they are: a place of the trust's own."""


def of_meeting(of: shapes.Forum, each: shapes.Meeting, *, leads_on: bool) -> Line:
    tag = Tag("Called", "blue")
    if each.called_off_at:
        tag = Tag("Called off", "red")
    elif each.met_on:
        tag = Tag("It met", "green")
    came = ", ".join(words.counted(one.count, ROLES[one.role]) for one in each.attendance)
    texts = (came,) if came else ()
    if each.fines_looked_at:
        texts = (*texts, "It looked at what fines are spent on")
    if each.quorate is not None:
        texts = (*texts, f"The quorum of {each.quorum} was {'met' if each.quorate else 'not met'}")
    if each.with_residents_forum:
        texts = ("Together with the residents' forum", *texts)
    href = f"{PATH}/{of.id}/meetings/{each.id}" if leads_on and not each.called_off_at else None
    return Line(facts.hours(each.starts_at, each.ends_at), tag, texts, href, each.minutes)


def of_action(of: shapes.Forum, each: shapes.Action, called: Mapping[UUID, str], *, leads_on: bool) -> Line:
    owner = f"{called.get(each.owner_id, facts.NOT_GIVEN)} sees to it, by {facts.day(each.due_on)}"
    if each.outcome is None:
        href = f"{PATH}/{of.id}/actions/{each.id}" if leads_on else None
        return Line(f"You said: {each.you_said}", Tag("To be done", "blue"), (owner,), href)
    outcome = Tag(words.sentence(ACTION_OUTCOMES[each.outcome]), "green" if each.outcome == "done" else "grey")
    return Line(f"You said: {each.you_said}", outcome, (f"We did: {each.we_did}",), None)
