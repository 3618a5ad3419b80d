"""Lost time is reported in a minute and read by three: its doctor, the director and the guardian (T-D2, R40-R47)."""

import importlib
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import text

from chassis.work import UnitOfWork
from contracts import Actor, Grant
from contracts.leave import NoticeDue
from contracts.registry import CodeChange
from contracts.vocabulary import Role
from tests.services.leave.conftest import Ward
from tests.services.leave.stories import a_director, a_doctor, announced, changed, made
from tests.services.leave.stories import a_placement as a_placement_of
from tests.services.leave.test_practices_heard_of_later import IS_A_PRACTICE, PRACTICE, upgraded

REPORT = {
    "session_on": "2026-11-18",
    "minutes": 120,
    "kind": "self_development",
    "because": "service_pressure",
    "exception_report": "not_raised",
}
OUTCOME = {"outcome": "time_reinstated", "note": "Thursday afternoon is yours."}


def somebody(role: Role, scope: str | None = "R0B") -> Actor:
    return Actor(person_id=uuid4(), grants=frozenset({Grant(role, scope)}))


GUARDIAN = somebody(Role.GUARDIAN)


@pytest.fixture
async def ward(ward: Ward) -> Ward:
    await ward.leave.hears(*made(GUARDIAN))
    return ward


async def post(ward: Ward, by: Actor, path: str = "", body: Any = None, **headers: str) -> httpx.Response:
    async with ward.leave.http(by) as http:
        return await http.post(f"/api/leave/lost-time{path}", json=body, headers=headers)


async def get(ward: Ward, by: Actor, path: str = "", **asked: Any) -> httpx.Response:
    async with ward.leave.http(by) as http:
        return await http.get(f"/api/leave/lost-time{path}", params=asked)


async def reports(ward: Ward, **facts: Any) -> str:
    """The id of a new report of the doctor's."""
    answer = await post(ward, ward.doctor, "", REPORT | facts)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def told(ward: Ward) -> list[Any]:
    """Who has been told that there is something, once the longest wait is over."""
    before = len(await ward.leave.said(NoticeDue))
    ward.leave.clock.forward(hours=1)
    await ward.leave.run_job("say private notices")
    return [each.person_id for each in (await ward.leave.said(NoticeDue))[before:]]


async def test_a_report_says_what_it_is_not_who_reads_it_and_by_when(ward: Ward) -> None:
    answer = (await post(ward, ward.doctor, "", REPORT)).json()

    assert "not the contractual exception report" in answer["statement"]
    assert "director of medical education of R0B" in answer["read_by"]
    assert datetime.fromisoformat(answer["acknowledge_by"]) == datetime(2026, 11, 29, 23, 59, tzinfo=UTC)
    assert datetime.fromisoformat(answer["resolve_by"]) == datetime(2026, 12, 20, 23, 59, tzinfo=UTC)


async def test_the_form_leads_to_the_trusts_own_system_where_the_trust_names_it(ward: Ward) -> None:
    before = (await get(ward, ward.doctor, "/form")).json()
    named = {"of": "R0B", "valid_from": "2026-11-22", "value": "https://exceptions.example", "reason": "it moved"}
    async with ward.leave.http(ward.director) as http:
        assert (await http.put("/api/leave/rules/lost_time.exception_system", json=named)).status_code == 204
    after = (await get(ward, ward.doctor, "/form")).json()

    assert (before["exception_system"], after["exception_system"]) == (None, "https://exceptions.example")
    assert "not the contractual exception report" in before["statement"]
    assert (before["earliest"], before["latest"]) == ("2026-10-25", "2026-11-22")
    assert "self_development" in [choice["code"] for choice in before["kinds"]]


async def test_the_director_hears_of_it_then_acknowledges_and_resolves_and_the_doctor_agrees(ward: Ward) -> None:
    report = await reports(ward)
    assert await told(ward) == [ward.director.person_id]
    [waiting] = (await get(ward, ward.director, "/at-my-trust")).json()["items"]
    assert (waiting["id"], waiting["doctor_id"]) == (report, str(ward.doctor.person_id))

    assert (await post(ward, ward.director, f"/{report}/acknowledgement")).status_code == 204
    assert await told(ward) == [ward.doctor.person_id]
    assert (await post(ward, ward.director, f"/{report}/outcome", OUTCOME)).status_code == 204
    assert await told(ward) == [ward.doctor.person_id]
    assert (await post(ward, ward.doctor, f"/{report}/answer", {"agrees": True})).status_code == 204
    assert await told(ward) == []

    seen = (await get(ward, ward.doctor, f"/{report}")).json()
    assert (seen["status"], seen["outcome"], seen["outcome_note"]) == ("agreed", *OUTCOME.values())
    assert (await get(ward, ward.director, "/at-my-trust")).json()["items"] == []
    assert len((await get(ward, ward.director, "/at-my-trust", waiting=False)).json()["items"]) == 1


async def test_what_the_doctor_disagrees_with_is_the_guardians(ward: Ward) -> None:
    report = await reports(ward)
    await post(ward, ward.director, f"/{report}/outcome", {"outcome": "no_remedy_possible"})
    await told(ward)

    await post(ward, ward.doctor, f"/{report}/answer", {"agrees": False})

    assert await told(ward) == [GUARDIAN.person_id]
    assert (await post(ward, ward.director, f"/{report}/outcome", OUTCOME)).status_code == 409
    assert (await post(ward, GUARDIAN, f"/{report}/outcome", OUTCOME)).status_code == 204
    assert await told(ward) == [ward.doctor.person_id]
    assert (await get(ward, ward.doctor, f"/{report}")).json()["status"] == "concluded"


OTHERS = [
    *(
        somebody(role, None if role == Role.OPERATOR else "R0B")
        for role in Role
        if role not in (Role.DME, Role.GUARDIAN)
    ),
    somebody(Role.DME, "R0C"),
    somebody(Role.GUARDIAN, "R0C"),
]


@pytest.mark.parametrize("who", OTHERS, ids=lambda who: "/".join(f"{g.role} {g.scope}" for g in who.grants))
async def test_for_everybody_else_there_is_no_such_report(ward: Ward, who: Actor) -> None:
    """Supervisors, rota staff, champions, the deanery, operators, other trusts: 404, or a door that is not theirs."""
    report = await reports(ward)

    looked = await get(ward, who, f"/{report}")
    listed = [await get(ward, who, path) for path in ("", "/at-my-trust", "/shared-with-me")]
    asked = [await get(ward, who, f"/{report}/{what}") for what in ("consents", "readings")]
    done = [
        await post(ward, who, f"/{report}/{what}", body)
        for what, body in {
            "acknowledgement": None,
            "outcome": OUTCOME,
            "answer": {"agrees": True},
            "withdrawal": None,
            "consents": {"recipient_id": str(who.person_id)},
        }.items()
    ]

    assert looked.status_code == 404
    assert all(answer.status_code == 403 or answer.json()["items"] == [] for answer in listed)
    assert {answer.status_code for answer in asked} == {404}
    assert {answer.status_code for answer in done} <= {403, 404}
    everything = "".join(answer.text for answer in (looked, *listed, *asked, *done))
    assert str(ward.doctor.person_id) not in everything


async def test_the_doctor_sees_who_read_their_report(ward: Ward) -> None:
    report = await reports(ward)
    await get(ward, ward.doctor, f"/{report}")
    await get(ward, ward.director, "/at-my-trust")
    await get(ward, GUARDIAN, f"/{report}")

    readings = (await get(ward, ward.doctor, f"/{report}/readings")).json()["items"]

    assert [(each["reader_id"], each["in_list"]) for each in readings] == [
        (str(GUARDIAN.person_id), False),
        (str(ward.director.person_id), True),
    ]


async def test_a_report_is_shared_with_one_person_until_consent_is_revoked(ward: Ward) -> None:
    report, other = await reports(ward), await reports(ward)
    supervisor = somebody(Role.SUPERVISOR)
    await told(ward)

    let = await post(ward, ward.doctor, f"/{report}/consents", {"recipient_id": str(supervisor.person_id)})

    assert await told(ward) == [supervisor.person_id]
    assert [item["id"] for item in (await get(ward, supervisor, "/shared-with-me")).json()["items"]] == [report]
    assert (await get(ward, supervisor, f"/{report}")).status_code == 200
    assert (await get(ward, supervisor, f"/{other}")).status_code == 404

    ward.leave.clock.forward(minutes=5)
    async with ward.leave.http(ward.doctor) as http:
        revoked = await http.delete(f"/api/leave/lost-time/{report}/consents/{let.json()['consent_id']}")

    assert revoked.status_code == 204
    assert (await get(ward, supervisor, f"/{report}")).status_code == 404
    assert (await get(ward, supervisor, "/shared-with-me")).json()["items"] == []
    [kept] = (await get(ward, ward.doctor, f"/{report}/consents")).json()["items"]
    assert kept["given_at"] < kept["revoked_at"]
    assert len((await get(ward, ward.doctor, f"/{report}/readings")).json()["items"]) == 2


async def test_a_doctor_withdraws_a_report_until_it_is_resolved(ward: Ward) -> None:
    report, resolved = await reports(ward), await reports(ward)
    await post(ward, ward.director, f"/{resolved}/outcome", OUTCOME)

    assert (await post(ward, ward.doctor, f"/{report}/withdrawal")).status_code == 204
    assert (await post(ward, ward.doctor, f"/{resolved}/withdrawal")).status_code == 409
    assert (await post(ward, ward.director, f"/{report}/acknowledgement")).status_code == 409


async def test_a_report_that_nobody_acknowledged_shows_as_overdue(ward: Ward) -> None:
    report = await reports(ward)
    ward.leave.clock.set(datetime(2026, 11, 30, 0, 5, tzinfo=UTC))

    assert (await get(ward, GUARDIAN, f"/{report}")).json()["overdue"] is True


@pytest.mark.parametrize(
    ("change", "slug"),
    [
        ({"minutes": 20}, "invalid"),
        ({"minutes": 735}, "invalid"),
        ({"session_on": "2026-10-24"}, "reported-too-late"),
        ({"session_on": "2026-11-23"}, "session-ahead"),
        ({"exception_reference": "ER-1"}, "reference-without-report"),
        ({"because": "my consultant, Dr Example"}, "invalid"),
    ],
)
async def test_what_cannot_be_reported_is_answered_with_the_field(ward: Ward, change: Any, slug: str) -> None:
    answer = await post(ward, ward.doctor, "", REPORT | change)

    assert answer.status_code == 422
    assert slug in answer.json()["type"] or slug == "invalid"
    assert next(iter(change)) in answer.text


async def test_a_day_in_no_placement_names_who_can_put_that_right(ward: Ward) -> None:
    answer = await post(ward, a_doctor(), "", REPORT)

    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (422, "no-placement")


async def test_the_same_key_reports_once(ward: Ward) -> None:
    first, again = [await post(ward, ward.doctor, "", REPORT, **{"Idempotency-Key": "k"}) for _ in range(2)]

    assert first.json() == again.json()
    assert len((await get(ward, ward.doctor)).json()["items"]) == 1


async def test_whoever_read_an_older_version_changes_nothing(ward: Ward) -> None:
    report = await reports(ward)
    etag = (await get(ward, ward.director, f"/{report}")).headers["etag"]
    await post(ward, ward.doctor, f"/{report}/withdrawal")

    late = await post(ward, ward.director, f"/{report}/outcome", OUTCOME, **{"If-Match": etag})

    assert late.status_code == 412


@pytest.mark.parametrize(
    "paid_by", [{"employer": "R0D"}, {"employer": "RXF", "lead_employer": "R0D"}], ids=["one", "two"]
)
async def test_a_practice_reads_nothing_of_its_registrar_and_the_employers_director_does(
    ward: Ward, paid_by: dict[str, str]
) -> None:
    """Host practice, trust and lead employer are three (R42)."""
    registrar, employers = a_doctor(), a_director("R0D")
    practice = [somebody(Role.DME, "A81001"), somebody(Role.SUPERVISOR, "A81001")]
    placement = a_placement_of(registrar.person_id, host="A81001", site="A81001", **paid_by)
    others = [somebody(Role.DME, "RXF"), *practice]
    await ward.leave.hears(announced(placement), *made(employers), *made(others[0]), *made(practice[0]))

    report = (await post(ward, registrar, "", REPORT)).json()["id"]

    assert await told(ward) == [employers.person_id]
    assert (await get(ward, employers, f"/{report}")).status_code == 200
    assert [(await get(ward, who, f"/{report}")).status_code for who in others] == [404, 404, 404]


async def test_what_was_reported_before_it_was_known_who_employs_is_the_employers_from_then_on(ward: Ward) -> None:
    registrar, employers, practice = a_doctor(), a_director("R0D"), somebody(Role.DME, "A81001")
    placement = a_placement_of(registrar.person_id, host="A81001", site="A81001")
    await ward.leave.hears(announced(placement), *made(employers))
    report = (await post(ward, registrar, "", REPORT)).json()["id"]
    assert await told(ward) == []

    known = placement.model_copy(update={"employer": "R0D"})
    await ward.leave.hears(changed(known, CodeChange(field="employer", old=None, new="R0D")), *made(practice))

    assert await told(ward) == [employers.person_id]
    assert (await get(ward, practice, f"/{report}")).status_code == 404
    assert (await post(ward, employers, f"/{report}/acknowledgement")).status_code == 204
    assert (await get(ward, registrar, f"/{report}")).json()["status"] == "acknowledged"


async def test_a_host_still_hears_of_its_other_reports_once_it_is_known_who_employs_for_one(ward: Ward) -> None:
    registrar, employers = a_doctor(), a_director("R0D")
    placement = a_placement_of(registrar.person_id)
    await ward.leave.hears(announced(placement), *made(employers))
    await post(ward, registrar, "", REPORT)
    assert await told(ward) == [ward.director.person_id]
    await reports(ward)

    known = placement.model_copy(update={"employer": "R0D"})
    await ward.leave.hears(changed(known, CodeChange(field="employer", old=None, new="R0D")))

    assert set(await told(ward)) == {ward.director.person_id, employers.person_id}


async def test_a_report_leaves_the_former_host_too_once_it_is_known_who_employs(ward: Ward) -> None:
    report, employers = await reports(ward), a_director("R0D")
    elsewhere = ward.placement.model_copy(update={"host": "RXX", "employer": "R0D"})
    moves = CodeChange(field="host", old="R0B", new="RXX"), CodeChange(field="employer", old=None, new="R0D")

    await ward.leave.hears(changed(elsewhere, *moves), *made(employers))

    assert [(await get(ward, who, f"/{report}")).status_code for who in (employers, ward.director)] == [200, 404]
    assert await told(ward) == [employers.person_id]


async def test_what_was_reported_to_one_employer_stays_with_them_whoever_is_the_next(ward: Ward) -> None:
    registrar, employers, next_ones = a_doctor(), a_director("R0D"), a_director("R0E")
    placement = a_placement_of(registrar.person_id, employer="R0D")
    await ward.leave.hears(announced(placement), *made(employers), *made(next_ones))
    report = (await post(ward, registrar, "", REPORT)).json()["id"]

    other = placement.model_copy(update={"lead_employer": "R0E"})
    await ward.leave.hears(changed(other, CodeChange(field="employer", old=None, new="R0E")))

    assert [(await get(ward, who, f"/{report}")).status_code for who in (employers, next_ones)] == [200, 404]


async def test_what_somebody_has_acknowledged_stays_with_them_whoever_turns_out_to_employ(ward: Ward) -> None:
    report, employers = await reports(ward), a_director("R0D")
    assert (await post(ward, ward.director, f"/{report}/acknowledgement")).status_code == 204

    known = ward.placement.model_copy(update={"employer": "R0D"})
    await ward.leave.hears(changed(known, CodeChange(field="employer", old=None, new="R0D")), *made(employers))

    assert (await get(ward, employers, f"/{report}")).status_code == 404
    assert (await post(ward, ward.director, f"/{report}/outcome", OUTCOME)).status_code == 204


async def test_a_desk_that_nobody_holds_is_told_once_somebody_does(ward: Ward) -> None:
    registrar, late = a_doctor(), a_director("R0D")
    await ward.leave.hears(announced(a_placement_of(registrar.person_id, host="R0D", site="R0D01")))
    await post(ward, registrar, "", REPORT)
    assert await told(ward) == []

    await ward.leave.hears(*made(late))

    assert await told(ward) == [late.person_id]


async def test_several_items_of_one_person_make_one_notice(ward: Ward) -> None:
    for _ in range(3):
        await reports(ward)

    assert await told(ward) == [ward.director.person_id]


@pytest.mark.parametrize("host", ["R0B", PRACTICE], ids=["its host", "a practice it was at"])
async def test_the_migration_hands_over_what_was_reported_before_and_changes_nothing_twice(
    ward: Ward, host: str
) -> None:
    registrar, employers = a_doctor(), a_director("R0D")
    placement = a_placement_of(registrar.person_id, employer="R0D")
    await ward.leave.hears(IS_A_PRACTICE, announced(placement), *made(employers))
    report = (await post(ward, registrar, "", REPORT)).json()["id"]
    hosts = await reports(ward)
    async with ward.leave.begin() as work:
        await work.run(text(f"UPDATE lost_time SET trust = '{host}' WHERE report_id = '{report}'"))
        await work.run(text(f"UPDATE private_notice SET scope = '{host}' WHERE scope = 'R0D'"))

    found = []
    for _ in range(2):
        async with ward.leave.begin() as work:
            found.append(await migrated(work, "leave_0025_reports_handed_over"))

    assert found == [["R0B", "R0D"]] * 2
    assert [(await get(ward, employers, f"/{one}")).status_code for one in (report, hosts)] == [200, 404]
    assert [(await get(ward, ward.director, f"/{one}")).status_code for one in (report, hosts)] == [404, 200]


async def migrated(work: UnitOfWork, name: str) -> list[str]:
    """At whose desks a notice waits after this revision."""
    revision = importlib.import_module(f"services.leave.migrations.{name}")
    await work.connection.run_sync(upgraded, revision.upgrade)
    return [row["scope"] for row in await work.all(text("SELECT scope FROM private_notice ORDER BY scope"))]
