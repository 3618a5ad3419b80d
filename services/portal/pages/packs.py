"""Induction packs: what was put before a doctor who starts somewhere, as it stands now (O-E1)."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from fastapi import Response

from chassis.clock import london_date
from contracts.vocabulary import PackOccasion
from services.portal.pages import facts, shapes, words
from services.portal.pages.listing import Listed, ListPage, older
from services.portal.pages.page import Link
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting
from services.portal.pages.words import Tag

router = Pages()
PATH, API = "/packs", "/api/opportunities/packs"
SEARCHES = Link("What you would like to see first", "/searches")
PACKS = Link("What was put together for you", PATH)
_OCCASIONS: Mapping[PackOccasion, str] = {
    PackOccasion.FIRST_DAY: "For your first day",
    PackOccasion.WEEK_FOUR: "For your fourth week",
    PackOccasion.MIDPOINT: "Halfway through",
}
_FOUND_FIRST = "What a search that you saved found comes first. It is shown as it stands today."
_AS_IT_STANDS = "It is shown as it stands today."


@router.get(PATH)
async def packs(visit: Visiting, after: UUID | None = None) -> Response:
    page = await visit.ask.get(shapes.Packs, API, after=after)
    return visit.show(
        ListPage(
            title=PACKS.text,
            back=Link("Opportunities", "/opportunities"),
            links=(SEARCHES,),
            listed=tuple([await _listed(visit, each) for each in page.items]),
            empty="Nothing yet. You are told when you start where something is open to you.",
            older=older(PATH, page.next),
        )
    )


@router.get(PATH + "/{pack_id:uuid}")
async def pack(pack_id: UUID, visit: Visiting) -> Response:
    found = await visit.ask.get(shapes.WholePack, f"{API}/{pack_id}")
    return visit.show(
        ListPage(
            title=f"What you can do at {await facts.place(visit, found.pack.trust)}",
            back=PACKS,
            intro=f"{_when(found.pack)}. {_FOUND_FIRST if found.pack.matches else _AS_IT_STANDS}",
            listed=tuple(
                Listed(
                    f"/opportunities/{each.id}",
                    each.title,
                    words.sentence(facts.spell(each)),
                    _standing(each, found=place < found.pack.matches, today=visit.today),
                )
                for place, each in enumerate(found.opportunities)
            ),
            empty="There is nothing in it any more.",
        )
    )


async def _listed(visit: Visit, of: shapes.Pack) -> Listed:
    return Listed(f"{PATH}/{of.id}", await facts.place(visit, of.trust), _when(of))


def _when(of: shapes.Pack) -> str:
    return f"{_OCCASIONS[of.occasion]}, sent on {facts.day(london_date(of.sent_at))}"


def _standing(of: shapes.Opportunity, *, found: bool, today: date) -> Tag | None:
    if of.closed_at is not None or (of.last_day is not None and of.last_day < today):
        return Tag("Over", "grey")
    if of.places_left < 1:
        return Tag("Every place is taken", "yellow")
    return Tag("Found by your search", "blue") if found else None
