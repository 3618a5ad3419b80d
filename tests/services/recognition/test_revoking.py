"""What is wrong is taken back visibly, and issued anew."""

import pytest

from contracts.recognition import CertificateIssued, CertificateRevoked
from contracts.vocabulary import RevocationReason
from tests.services.recognition.conftest import Recognition
from tests.unit.recognition.facts import DOCTOR, a_champion, a_doctor

WRONG_NAME = {"reason": "wrong_name"}


async def test_a_revoked_certificate_says_so_is_no_longer_given_out_and_can_be_replaced(
    recognition: Recognition,
) -> None:
    of = await recognition.confirmed()
    wrong = await recognition.issues(of, recipient="Dr Amra Okafor-Reid")

    answer = await recognition.asks(recognition.champion, "POST", f"certificates/{wrong}/revocation", json=WRONG_NAME)
    right = await recognition.issues(of)

    assert answer.status_code == 204
    seen = await recognition.sees(wrong, a_doctor())
    assert (seen["revoked_for"], seen["version"]) == ("wrong_name", 2)
    gone = await recognition.asks(a_doctor(), "GET", f"certificates/{wrong}/pdf")
    assert (gone.status_code, gone.json()["type"]) == (410, "/problems/certificate-revoked")
    verified = (await recognition.verifies(seen["code"])).json()
    assert (verified["state"], verified["revoked_at"]) == ("revoked", seen["revoked_at"])
    assert "wrong_name" not in str(verified)
    assert (await recognition.verifies((await recognition.sees(right))["code"])).json()["state"] == "valid"


async def test_what_is_said_of_it_is_the_reason_as_a_code(recognition: Recognition) -> None:
    certificate_id = await recognition.issues()
    await recognition.asks(recognition.champion, "POST", f"certificates/{certificate_id}/revocation", json=WRONG_NAME)

    issued, revoked = await recognition.said(CertificateIssued, CertificateRevoked)

    assert revoked.reason is RevocationReason.WRONG_NAME
    assert revoked.revoked_by == recognition.champion.person_id
    facts = ("certificate_id", "participation_id", "doctor_id", "trust", "kind", "confirmed_at")
    assert [getattr(revoked, name) for name in facts] == [getattr(issued, name) for name in facts]


@pytest.mark.parametrize(
    ("actor", "status"),
    [(a_champion(at="RXF"), 404), (a_champion(person_id=DOCTOR), 409), (a_doctor(), 403), (None, 401)],
    ids=["another trust's champion", "the doctor, as champion", "the doctor", "nobody"],
)
async def test_nobody_else_takes_it_back(recognition: Recognition, actor: object, status: int) -> None:
    certificate_id = await recognition.issues()

    answer = await recognition.asks(actor, "POST", f"certificates/{certificate_id}/revocation", json=WRONG_NAME)  # type: ignore[arg-type]

    assert answer.status_code == status
    assert await recognition.said(CertificateRevoked) == []


async def test_it_is_revoked_once_on_the_version_that_was_read_for_a_reason_of_the_list(
    recognition: Recognition,
) -> None:
    certificate_id = await recognition.issues()

    async def status(*, match: str = '"v1"', reason: str = "wrong_name") -> int:
        answer = await recognition.asks(
            recognition.champion,
            "POST",
            f"certificates/{certificate_id}/revocation",
            json={"reason": reason},
            headers={"If-Match": match},
        )
        return answer.status_code

    assert await status(reason="because") == 422
    assert await status(match='"v7"') == 412
    assert await status() == 204
    assert await status(match='"v2"') == 409
    assert len(await recognition.said(CertificateRevoked)) == 1
