"""Whose an appeal against the director's own refusal is: nobody's own, and as far as can be somebody's (R19)."""

import pytest

from contracts import Actor, Grant
from contracts.leave import LeaveAppealed
from contracts.registry import OrganisationRegistered
from contracts.vocabulary import AppointmentScope, LeaveType, OrganisationKind, Role
from tests.services.driver import an_actor
from tests.services.leave.conftest import REFUSAL, Ward
from tests.services.leave.stories import a_director, ended, made
from tests.services.leave.test_refused_leave import ANSWER, APPEAL

DEANERY = OrganisationRegistered(
    code="NTH", kind=OrganisationKind.DEANERY, name="A deanery", region="Y63", trusts=("R0B",)
)


async def appealed(ward: Ward, **facts: object) -> str:
    """Against the refusal of the trust's only director, who decided for a desk that was empty."""
    leave_id = await ward.asks(**facts)
    await ward.leave.hears(DEANERY, *ended(ward.coordinator))
    assert (await ward.post(ward.director, f"/{leave_id}/refusal", REFUSAL)).status_code == 204
    assert (await ward.post(ward.doctor, f"/{leave_id}/appeal", APPEAL)).status_code == 204
    return leave_id


async def finds(ward: Ward, who: Actor, leave_id: str) -> tuple[bool, int]:
    """Whether it stands in their list, and what they are answered who take it in hand."""
    listed = leave_id in await ward.waiting_for(who)
    return listed, (await ward.post(who, f"/{leave_id}/appeal/acknowledgement")).status_code


async def test_the_programmes_director_answers_where_there_is_neither_dean_nor_another_director(ward: Ward) -> None:
    leave_id = await appealed(ward)

    assert await finds(ward, ward.director, leave_id) == (False, 404)
    assert await finds(ward, an_actor(Grant(Role.TPD, "NTH999")), leave_id) == (False, 404)
    assert await finds(ward, ward.tpd, leave_id) == (True, 204)
    (said,) = await ward.leave.said(LeaveAppealed)
    assert said.answering is Role.TPD
    assert (await ward.post(ward.tpd, f"/{leave_id}/appeal/answer", ANSWER)).status_code == 204
    assert await ward.waiting_for(ward.director) == [leave_id]


async def test_another_director_comes_before_the_programmes_and_a_dean_or_deputy_before_both(ward: Ward) -> None:
    leave_id, second, dean = await appealed(ward), a_director("R0B"), an_actor(Grant(Role.DEAN, "NTH"))
    await ward.leave.hears(*made(second))
    by_second = [await finds(ward, each, leave_id) for each in (ward.director, ward.tpd, second)]
    await ward.leave.hears(*made(dean, scope=AppointmentScope.DEANERY, deputy=True))
    by_dean = [await finds(ward, each, leave_id) for each in (ward.director, ward.tpd, second, dean)]

    assert by_second == [(False, 404), (False, 404), (True, 204)]
    assert by_dean == [(False, 404), (False, 404), (False, 404), (True, 204)]


@pytest.mark.parametrize("type_", [LeaveType.STUDY, LeaveType.PROFESSIONAL])
async def test_where_no_programme_was_asked_or_its_director_has_left_it_waits_for_the_next_dean(
    ward: Ward, type_: LeaveType
) -> None:
    leave_id, dean = await appealed(ward, type=type_), an_actor(Grant(Role.DEAN, "NTH"))
    if type_ is LeaveType.STUDY:
        await ward.leave.hears(*ended(ward.tpd))

    before = [await finds(ward, each, leave_id) for each in (ward.director, ward.tpd)]
    await ward.leave.hears(*made(dean, scope=AppointmentScope.DEANERY))

    assert before == [(False, 404), (False, 404)]
    assert await finds(ward, dean, leave_id) == (True, 204)
