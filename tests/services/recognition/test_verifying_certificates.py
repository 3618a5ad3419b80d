"""Whoever is shown a certificate checks it without signing in, and learns no more than its holder agreed to."""

from tests.services.recognition.conftest import Recognition
from tests.unit.recognition.facts import a_doctor


async def test_a_code_tells_what_was_done_where_and_when_but_only_the_initials_of_who(
    recognition: Recognition,
) -> None:
    seen = await recognition.sees(await recognition.issues())

    answer = await recognition.verifies(seen["code"])

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json() == {
        "state": "valid",
        "code": seen["code"],
        "holder": "A. O-R.",
        "title": "Clinical governance committee",
        "role": "chaired",
        "first_day": "2026-09-01",
        "last_day": "2026-11-20",
        "issuer": "Northtown NHS Foundation Trust",
        "issued_at": "2026-11-22T09:00:00Z",
        "revoked_at": None,
        "sha256": seen["sha256"],
    }


async def test_the_name_is_shown_while_its_holder_agrees(recognition: Recognition) -> None:
    certificate_id = await recognition.issues()
    code, path = (await recognition.sees(certificate_id))["code"], f"certificates/{certificate_id}/sharing"

    async def holder_after(*, shareable: bool, match: str) -> str:
        body, headers = {"shareable": shareable}, {"If-Match": match}
        answer = await recognition.asks(a_doctor(), "PUT", path, json=body, headers=headers)
        assert answer.status_code == 204, answer.text
        return str((await recognition.verifies(code)).json()["holder"])

    assert await holder_after(shareable=True, match='"v1"') == "Dr Amara Okafor-Reid"
    assert await holder_after(shareable=False, match='"v2"') == "A. O-R."
    stale = await recognition.asks(a_doctor(), "PUT", path, json={"shareable": True}, headers={"If-Match": '"v1"'})
    not_theirs = await recognition.asks(recognition.champion, "PUT", path, json={"shareable": True})
    assert (stale.status_code, not_theirs.status_code) == (412, 403)


async def test_a_code_is_understood_as_people_copy_it(recognition: Recognition) -> None:
    code = (await recognition.sees(await recognition.issues()))["code"]
    copied = (code.lower(), code.replace("-", ""), code.replace("0", "o").replace("1", "l"), code.replace("-", " "))

    answers = [await recognition.verifies(each) for each in copied]

    assert [answer.status_code for answer in answers] == [200] * 4
    assert {answer.json()["code"] for answer in answers} == {code}


async def test_a_code_of_nothing_and_what_can_be_no_code_are_answered_alike(recognition: Recognition) -> None:
    await recognition.issues()

    answers = [await recognition.verifies(each) for each in ("7K3M9QXT2B4F", "7K3M", "U" * 12, "%00", "x" * 500)]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1


async def test_more_in_a_minute_than_is_answered_wait_for_the_next(recognition: Recognition) -> None:
    code = (await recognition.sees(await recognition.issues()))["code"]

    answers = [await recognition.verifies(code) for _ in range(21)]
    wait = str(60 - recognition.driver.clock.now().second)
    recognition.driver.clock.forward(minutes=1)

    assert [answer.status_code for answer in answers] == [200] * 20 + [429]
    assert (answers[-1].headers["retry-after"], answers[-1].json().get("retry_after_seconds")) == (wait, None)
    assert (await recognition.verifies(code)).status_code == 200


async def test_nothing_else_is_open_without_a_token(recognition: Recognition) -> None:
    certificate_id = await recognition.issues()
    paths = ("records", "certificates", f"certificates/{certificate_id}", f"certificates/{certificate_id}/pdf")

    assert {(await recognition.asks(None, "GET", path)).status_code for path in paths} == {401}
