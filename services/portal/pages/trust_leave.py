"""Leave of who works at one's trust or is employed by it, for medical education there: to read, not to decide."""

from uuid import UUID

from fastapi import Response

from services.portal.pages import approvals, facts, leave_facts, shapes, words
from services.portal.pages.listing import Listed, ListPage, older
from services.portal.pages.page import Link
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visiting

router = Pages()
PATH = "/trust-leave"
_BACK = Link("Leave at your trust", PATH)


@router.get(PATH)
async def trust_leave(visit: Visiting, after: UUID | None = None) -> Response:
    page = await visit.ask.get(shapes.Leaves, "/api/leave/requests/at-my-trust", after=after)
    called = await facts.names_shown(visit, {leave.doctor_id for leave in page.items})
    listed = (
        Listed(
            href=f"{PATH}/{leave.id}",
            heading=f"{leave_facts.kind(leave)}, {facts.days(leave.first_day, leave.last_day)}",
            text=f"{approvals.doctor(leave, called)}: {leave.activity}",
            tag=words.LEAVE_STATUSES[leave.status],
        )
        for leave in page.items
    )
    return visit.show(
        ListPage(
            title="Leave at your trust",
            intro="What waits for an answer or is agreed, and is not over. Others decide about it.",
            listed=tuple(listed),
            empty="Nobody at your trust has asked for leave that is not over.",
            older=older(PATH, page.next),
        )
    )


@router.get(PATH + "/{leave_id:uuid}")
async def trust_request(leave_id: UUID, visit: Visiting) -> Response:
    return await approvals.show(visit, leave_id, back=_BACK)
