"""A confirmed participation becomes a certificate, and its holder has it."""

import asyncio
import hashlib
from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts import Actor, Grant
from contracts.recognition import CertificateIssued
from contracts.registry import OrganisationRegistered
from contracts.vocabulary import Role
from tests.services.recognition.conftest import WORDS, Recognition
from tests.unit.recognition.facts import DOCTOR, a_champion, a_confirmation, a_doctor


async def test_a_record_waits_until_it_is_certified_and_what_is_said_names_nobody(recognition: Recognition) -> None:
    confirmation = a_confirmation()
    await recognition.hears(confirmation)
    waiting = (await recognition.asks(recognition.champion, "GET", "records")).json()["items"]

    certificate_id = await recognition.issues(confirmation.participation_id)

    assert [record["participation_id"] for record in waiting] == [str(confirmation.participation_id)]
    assert (waiting[0]["title"], waiting[0]["minutes"]) == ("Clinical governance committee", 750)
    assert (await recognition.asks(recognition.champion, "GET", "records")).json() == {"items": [], "next": None}
    (said,) = await recognition.said()
    assert said == CertificateIssued(
        certificate_id=UUID(certificate_id),
        participation_id=confirmation.participation_id,
        doctor_id=DOCTOR,
        trust="R0B",
        kind=confirmation.kind,
        confirmed_at=confirmation.confirmed_at,
        issued_by=recognition.champion.person_id,
        issued_at=recognition.driver.clock.now(),
    )


async def test_its_holder_reads_it_and_downloads_what_was_printed(recognition: Recognition) -> None:
    certificate_id = await recognition.issues()

    seen = await recognition.sees(certificate_id, a_doctor())
    one, again = [
        await recognition.asks(actor, "GET", f"certificates/{certificate_id}/pdf")
        for actor in (a_doctor(), recognition.champion)
    ]

    assert {name: seen[name] for name in WORDS} == WORDS
    assert seen["issuer"] == "Northtown NHS Foundation Trust"
    assert seen["address"] == f"https://portal.example/verify/{seen['code'].replace('-', '')}"
    assert one.content == again.content
    assert hashlib.sha256(one.content).hexdigest() == seen["sha256"]
    assert one.headers["content-type"] == "application/pdf"
    assert one.headers["cache-control"] == "private, no-store"
    assert one.headers["content-disposition"] == f'inline; filename="certificate-{seen["code"]}.pdf"'


async def test_only_its_holder_and_who_issues_for_the_trust_today_find_it(recognition: Recognition) -> None:
    certificate_id = await recognition.issues()
    colleague, stranger, elsewhere = a_champion(), a_doctor(uuid4()), a_champion(at="RXF")
    has_left = a_champion(at="RXF", person_id=recognition.champion.person_id)

    found = {}
    for actor in (a_doctor(), recognition.champion, colleague, stranger, elsewhere, has_left, None):
        paths = (f"certificates/{certificate_id}", f"certificates/{certificate_id}/pdf", "certificates")
        answers = [await recognition.asks(actor, "GET", path) for path in paths]
        listed = [item["id"] for item in answers[2].json().get("items", ())]
        found[actor] = (*(answer.status_code for answer in answers), listed)

    theirs, nobodys = (200, 200, 200, [certificate_id]), (404, 404, 200, [])
    assert list(found.values()) == [theirs, theirs, theirs, nobodys, nobodys, nobodys, (401, 401, 401, [])]


async def test_while_one_stands_there_is_no_second(recognition: Recognition) -> None:
    of = await recognition.confirmed()
    body, key = WORDS | {"participation_id": str(of)}, {"Idempotency-Key": "once"}
    first = await recognition.asks(recognition.champion, "POST", "certificates", json=body, headers=key)
    repeated = await recognition.asks(recognition.champion, "POST", "certificates", json=body, headers=key)
    second = await recognition.asks(a_champion(), "POST", "certificates", json=body)

    assert (first.status_code, repeated.status_code, second.status_code) == (201, 201, 409)
    assert repeated.json() == first.json()
    assert second.json()["certificate_id"] == first.json()["id"]
    assert len(await recognition.said()) == 1


async def test_of_two_who_issue_at_the_same_moment_one_is_told_of_the_other(recognition: Recognition) -> None:
    body = WORDS | {"participation_id": str(await recognition.confirmed())}

    both = await asyncio.gather(
        *(recognition.asks(champion, "POST", "certificates", json=body) for champion in (a_champion(), a_champion()))
    )

    issued, refused = sorted(both, key=lambda answer: answer.status_code)
    assert (issued.status_code, refused.status_code) == (201, 409)
    assert refused.json()["certificate_id"] == issued.json()["id"]
    assert len(await recognition.said()) == 1


@pytest.mark.parametrize(
    ("by", "status"),
    [
        (a_champion(at="RXF"), 404),
        (a_champion(person_id=DOCTOR), 409),
        (Actor(uuid4(), frozenset({Grant(Role.DME, "R0B")})), 403),
        (a_doctor(), 403),
        (None, 401),
    ],
    ids=["another trust's champion", "the doctor, as champion", "the DME", "the doctor", "nobody"],
)
async def test_whoever_does_not_issue_for_the_trust_issues_nothing(
    recognition: Recognition, by: Actor | None, status: int
) -> None:
    body = WORDS | {"participation_id": str(await recognition.confirmed())}

    answer = await recognition.asks(by, "POST", "certificates", json=body)

    assert answer.status_code == status
    assert await recognition.said() == []


@pytest.mark.parametrize(
    "words",
    [
        {"recipient": " "},
        {"recipient": "Amara <b>Okafor</b>"},
        {"recipient": "Amara\nOkafor"},
        {"recipient": "x" * 101},
        {"recipient": "李明"},
        {"signatory_name": "Jo 4"},
        {"signatory_title": "Medical\tDirector"},
        {"participation": "another"},
    ],
    ids=["blank", "marked up", "two lines", "long", "not of the font", "a digit", "a tab", "more than asked"],
)
async def test_what_cannot_be_printed_is_sent_back_and_not_kept(
    recognition: Recognition, words: dict[str, Any]
) -> None:
    body = WORDS | {"participation_id": str(await recognition.confirmed())} | words

    answer = await recognition.asks(recognition.champion, "POST", "certificates", json=body)

    assert answer.status_code == 422
    assert await recognition.said() == []
    assert len((await recognition.asks(recognition.champion, "GET", "records")).json()["items"]) == 1


async def test_a_certificate_bears_the_name_that_the_trust_had_on_that_day(recognition: Recognition) -> None:
    certificate_id = await recognition.issues()
    await recognition.hears(OrganisationRegistered(code="R0B", kind="trust", name="North Counties", region="Y63"))

    assert (await recognition.sees(certificate_id))["issuer"] == "Northtown NHS Foundation Trust"
    assert (await recognition.sees(await recognition.issues()))["issuer"] == "North Counties"


async def test_a_trust_without_a_name_yet_is_asked_to_wait(recognition: Recognition) -> None:
    body = WORDS | {"participation_id": str(await recognition.confirmed(trust="RXF"))}

    answer = await recognition.asks(a_champion(at="RXF"), "POST", "certificates", json=body)

    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/issuer-unknown")


async def test_lists_are_read_page_by_page(recognition: Recognition) -> None:
    confirmed = [str(await recognition.confirmed()) for _ in range(3)]
    await recognition.confirmed(trust="RXF")

    async def pages(path: str, name: str, actor: Actor) -> list[list[str]]:
        first = (await recognition.asks(actor, "GET", path, params={"limit": 2})).json()
        rest = (await recognition.asks(actor, "GET", path, params={"limit": 2, "after": first["next"]})).json()
        assert rest["next"] is None
        return [[item[name] for item in page["items"]] for page in (first, rest)]

    records = await pages("records", "participation_id", recognition.champion)
    issued = []
    for one in confirmed:
        recognition.driver.clock.forward(seconds=1)
        issued.append(await recognition.issues(UUID(one)))

    assert sorted(records[0] + records[1]) == sorted(confirmed)
    assert await pages("certificates", "id", a_doctor()) == [[issued[2], issued[1]], [issued[0]]]
