"""Who may certify what, and who sees it."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest

from chassis.errors import LostUpdate, NotFound
from contracts import Actor, Grant
from contracts.recognition import CertificateIssued, CertificateRevoked
from contracts.vocabulary import RevocationReason, Role
from services.recognition.domain import (
    AlreadyIssued,
    AlreadyRevoked,
    Decision,
    IssuerUnknown,
    NoLongerHolds,
    OwnParticipation,
    Signatory,
    issue,
    revoke,
    share,
)
from tests.unit.recognition.facts import CODE, DOCTOR, WHEN, a_certificate, a_champion, a_doctor, a_record


def issued(**facts: Any) -> Decision:
    ordinary: dict[str, Any] = {
        "recipient": "Dr Amara Okafor-Reid",
        "signatory": Signatory("Ms Jo Example", "Medical Director"),
        "certificate_id": UUID(int=30),
        "code": CODE,
        "issuer": "Northtown NHS Foundation Trust",
        "standing": None,
        "by": a_champion(),
        "at": WHEN,
    }
    return issue(facts.pop("record", a_record()), **{**ordinary, **facts})


def test_what_is_said_of_a_certificate_is_no_name_no_code_and_no_title() -> None:
    champion = a_champion()

    decision = issued(by=champion)

    record = a_record()
    assert decision.certificate == a_certificate(issued_by=champion.person_id)
    assert decision.events == (
        CertificateIssued(
            certificate_id=UUID(int=30),
            participation_id=record.participation_id,
            doctor_id=DOCTOR,
            trust="R0B",
            kind="governance_committee",
            confirmed_at=record.confirmed_at,
            issued_by=champion.person_id,
            issued_at=WHEN,
        ),
    )


@pytest.mark.parametrize(
    "by",
    [
        a_champion(at="RXF"),
        Actor(uuid4(), frozenset({Grant(Role.CHAMPION)})),
        Actor(uuid4(), frozenset({Grant(Role.DME, "R0B")})),
    ],
    ids=["of another trust", "of none", "another role"],
)
def test_only_who_issues_for_the_trust_finds_the_record(by: Actor) -> None:
    with pytest.raises(NotFound):
        issued(by=by)


def test_the_medical_education_team_issues_as_well() -> None:
    team = Actor(uuid4(), frozenset({Grant(Role.MEDED_ADMIN, "R0B")}))
    assert issued(by=team).certificate.issued_by == team.person_id


def test_nobody_certifies_or_takes_back_their_own() -> None:
    champion = a_champion(person_id=DOCTOR)

    with pytest.raises(OwnParticipation):
        issued(by=champion)
    with pytest.raises(OwnParticipation):
        revoke(a_certificate(), reason=RevocationReason.WRONG_NAME, by=champion, at=WHEN)


def test_while_one_stands_there_is_no_second() -> None:
    standing = uuid4()
    with pytest.raises(AlreadyIssued) as refused:
        issued(standing=standing)
    assert refused.value.facts == {"certificate_id": standing}


def test_a_trust_whose_name_has_not_arrived_issues_nothing() -> None:
    with pytest.raises(IssuerUnknown):
        issued(issuer=None)


def test_a_certificate_is_revoked_once_with_a_reason() -> None:
    champion, certificate = a_champion(), a_certificate()

    decision = revoke(certificate, reason=RevocationReason.WRONG_NAME, by=champion, at=WHEN, match=1)

    (said,) = decision.events
    assert isinstance(said, CertificateRevoked)
    assert (said.reason, said.revoked_by, said.doctor_id) == ("wrong_name", champion.person_id, DOCTOR)
    with pytest.raises(NoLongerHolds):
        decision.certificate.still_holds()
    with pytest.raises(AlreadyRevoked):
        revoke(decision.certificate, reason=RevocationReason.WRONG_NAME, by=champion, at=WHEN)
    with pytest.raises(LostUpdate):
        revoke(certificate, reason=RevocationReason.WRONG_NAME, by=champion, at=WHEN, match=2)
    with pytest.raises(NotFound):
        revoke(certificate, reason=RevocationReason.WRONG_NAME, by=a_champion(at="RXF"), at=WHEN)


def test_the_name_is_shown_to_strangers_only_while_its_holder_agrees() -> None:
    certificate = a_certificate()
    assert certificate.holder_shown == "A. O-R."

    shared = share(certificate, shareable=True, by=a_doctor())

    assert shared.holder_shown == "Dr Amara Okafor-Reid"
    assert share(shared, shareable=False, by=a_doctor()).holder_shown == "A. O-R."
    with pytest.raises(NotFound):
        share(certificate, shareable=True, by=a_champion())
    with pytest.raises(LostUpdate):
        share(certificate, shareable=True, by=a_doctor(), match=2)


def test_its_holder_and_who_issues_for_the_trust_see_it_and_nobody_else_not_even_who_issued_it_and_left() -> None:
    certificate = a_certificate()
    left_the_trust = a_champion(at="RXF", person_id=certificate.issued_by)

    for actor in (a_doctor(), a_champion()):
        assert certificate.seen_by(actor) is certificate
    for actor in (a_doctor(uuid4()), a_champion(at="RXF"), left_the_trust):
        with pytest.raises(NotFound):
            certificate.seen_by(actor)


def test_its_fingerprint_is_that_of_its_bytes() -> None:
    printed = a_certificate().printed_as(b"abc")
    assert printed == replace(
        a_certificate(), sha256="ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )
