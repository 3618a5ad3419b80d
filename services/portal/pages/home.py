"""The hub: what somebody can do here, by the roles they hold."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import Response

from chassis.errors import Declined
from chassis.http import ANYONE_SIGNED_IN
from contracts.vocabulary import Role
from contracts.vocabulary.labels import ROLES
from services.portal.domain.offices import (
    ARRANGERS,
    ASKERS,
    CATALOGUERS,
    CLERKS,
    DATA_OWNERS,
    DECIDERS,
    DOCTORS,
    DRAFTERS,
    GRANTERS,
    HOSTS,
    JUDGES,
    LEADS,
    MAY_SEE_FIGURES,
    MAY_SEND,
    PLANNERS,
    PUBLISHERS,
    RECORDERS,
    RELEASERS,
    SCHEDULERS,
    SEE_COMMITMENTS,
    SEE_VACANCIES,
)
from services.portal.pages import exception_access, shapes
from services.portal.pages.page import Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting

router = Pages()


@dataclass(frozen=True, slots=True)
class Card:
    """One verb, and where it is done."""

    title: str
    href: str
    text: str
    roles: frozenset[Role]


CARDS: tuple[Card, ...] = (
    Card("Read your inbox", "/inbox", "What you were told, with the reasons", ANYONE_SIGNED_IN),
    Card("See your placements", "/placements", "Where you work and when, and say if it is wrong", DOCTORS),
    Card("Ask for leave", "/leave/new", "For study, for a professional duty, or from duty", DOCTORS),
    Card("See your leave", "/leave", "How your requests stand, and how much is left", DOCTORS),
    Card("Say whether you get your time", "/self-development", "For your own development, each week", DOCTORS),
    Card("Report lost time", "/private", "Protected time that you did not get, read by few", DOCTORS),
    Card("Read what is private", "/private", "What only you and few others may read", LEADS),
    Card("Find opportunities to lead", "/opportunities", "What is open to you, and what you asked for", DOCTORS),
    Card("Record what you led", "/activities", "Of your own accord, and whether it was confirmed", DOCTORS),
    Card("Say what leading needs", "/forums", "In your trust's forum: you said, we did", ANYONE_SIGNED_IN),
    Card("See the leadership fellows", "/fellowships", "Where you work, and the time they have", ANYONE_SIGNED_IN),
    Card("Book a course", "/training", "In leading, managing and improving quality", DOCTORS),
    Card("Shadow somebody who leads", "/shadowing", "Hours that you can book, and to look back on", DOCTORS),
    Card("See your certificates", "/certificates", "What was certified, to download and to show", DOCTORS),
    Card("See what was promised to you", "/promises", "What was kept, what is owed, and by whom", DOCTORS),
    Card("Look after what your trust offers", "/portfolio", "Drafts, suggestions, and what is open", DRAFTERS),
    Card("Answer who would take part", "/leading", "In what you lead, and confirm that they did", LEADS),
    Card("Confirm what doctors did", "/activities?waiting=true", "Of their own accord, where you would know", LEADS),
    Card("Arrange what doctors need", "/arrangements", "To take part, where you are asked", LEADS),
    Card("Let doctors shadow you", "/hosting", "Offer hours, see who booked, say whether they came", HOSTS),
    Card("Plan a course", "/training", "In leading, managing and improving quality", SCHEDULERS),
    Card("Take the register of a course", "/registers", "Who came, for everybody at once", CLERKS),
    Card("Release doctors for courses", "/releases", "Who booked, and say early if it cannot be", RELEASERS),
    Card("Answer appeals about release", "/releases", "Of doctors who are not released for a course", JUDGES),
    Card("Plan self-development time", "/self-development/plan", "In rotas and work schedules", PLANNERS),
    Card("Say how many may be away", "/calendars", "Of a department, before its roster is made", PUBLISHERS),
    Card("Decide about leave", "/approvals", "Requests that wait for you", DECIDERS),
    Card("Grant a doctor more leave", "/entitlements", "Or less, of one leave year, with your reason", GRANTERS),
    Card("See leave at your trust", "/trust-leave", "What waits or is agreed, to read", DATA_OWNERS),
    Card("Hand over while you are away", "/out-of-office", "Who decides about leave for you", DECIDERS),
    Card("Ask doctors who start with you", "/enquiries", "What you need to know, answered by a day", ASKERS),
    Card("Record what was sent before placements", "/information", "Schedules and rotas, for many at once", RECORDERS),
    Card("Answer disputed placements", "/disputes", "What doctors say is wrong", DATA_OWNERS),
    Card("Answer declared placements", "/declarations", "That doctors say they have with you", DATA_OWNERS),
    Card("See roles that nobody holds", "/vacancies", "At your trust, or in your region", SEE_VACANCIES),
    Card("See the leadership commitment", "/commitments", "Who signed it, and until when it stands", SEE_COMMITMENTS),
    Card("Make a catalogue public", "/catalogues", "What a programme offers, before doctors choose", CATALOGUERS),
    Card("Send a file in", "/uploads", "Placements, people or appointments, checked before they are taken", MAY_SEND),
    Card("See how the region does", "/region", "The figures, as they move", MAY_SEE_FIGURES),
    Card("Say what you need to do your work", "/adjustments", "Read by you, and by whom you choose", DOCTORS),
    Card("Read what doctors need", "/adjustments/shown", "To do their work, as they have shown you", ARRANGERS),
    Card("Say where your mail goes", "/addresses", "If you have several addresses", ANYONE_SIGNED_IN),
    Card("Choose where we may ring you", "/settings/notifications", "Push on your phone or computer", ANYONE_SIGNED_IN),
)
"""In the order shown. A new page that people go to by themselves stands here, with the roles of its rule."""

_TO_ANSWER = Card(
    "Say if you can report exceptions",
    exception_access.PATH,
    "Where you work, with one tap for each placement",
    DOCTORS,
)
"""Shown first while there is something to answer."""


@dataclass(frozen=True, kw_only=True)
class Home(Page):
    template: ClassVar = "home.html.jinja"
    title: str = "Home"
    cards: tuple[Card, ...]
    roles: tuple[str, ...]
    """As people say them."""
    unread: int | None
    """Items of the inbox; None: notifications is away, and the rest is there all the same."""


@router.get("/home")
async def home(visit: Visiting) -> Response:
    cards = tuple(card for card in CARDS if card.roles is ANYONE_SIGNED_IN or card.roles & visit.roles)
    if visit.is_a_doctor and await exception_access.is_asked(visit):
        cards = (_TO_ANSWER, *cards)
    roles = tuple(sorted(ROLES[role] for role in visit.roles))
    return visit.show(Home(cards=cards, roles=roles, unread=await _unread(visit)))


async def _unread(visit: Visit) -> int | None:
    try:
        return (await visit.ask.get(shapes.Unread, "/api/notifications/inbox/unread")).unread
    except Declined:
        return None
