"""The signed commitment: signing it, standing by it, withdrawing it, and who has."""

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from fastapi import Query, Response
from pydantic import BaseModel, ConfigDict, StringConstraints

from chassis.errors import NotFound
from chassis.http import ONE_LINE, READABLE, Begun, IsoDate, Match, Router, etag
from chassis.ids import uuid7
from chassis.rules import rule
from chassis.work import UnitOfWork
from contracts.vocabulary import BoardRole, CommitmentText, OdsCode, OrganisationKind, WithdrawalReason
from services.registry import store
from services.registry.domain import commitments as domain
from services.registry.domain.refusals import NotTaken

router = Router(prefix="/api/registry", tags=["registry"])

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), READABLE, ONE_LINE]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000), READABLE]


class Signing(BaseModel):
    """``champion_id``: needed only where several are in post. ``review_due``: else as late as may be."""

    model_config = ConfigDict(extra="forbid")

    text: CommitmentText = CommitmentText.SEPTEMBER_2021
    signatory: Name
    board_role: BoardRole
    champion_id: UUID | None = None
    endorsed_on: IsoDate | None = None
    review_due: IsoDate | None = None

    def read(self) -> domain.Signature:
        return domain.Signature(**self.model_dump(include=set(domain.Signature.__slots__)))


class NewCommitment(Signing):
    signed_on: IsoDate | None = None
    """The day on the paper; none: today."""


class Withdrawal(BaseModel):
    model_config = ConfigDict(extra="forbid")

    reason: WithdrawalReason
    words: Words


class Signed(BaseModel):
    id: UUID
    review_due: date


class CommitmentView(BaseModel):
    """A commitment as its trust and the deanery see it."""

    id: UUID
    trust: str
    text: CommitmentText
    signatory: str
    board_role: BoardRole
    champion_id: UUID
    champion: str | None
    endorsed_on: date | None
    signed_on: date
    renewed_on: date | None
    review_due: date
    in_date: bool
    version: int

    @classmethod
    def of(cls, one: domain.Commitment, names: dict[UUID, str], *, today: date) -> Self:
        return cls(
            id=one.commitment_id,
            trust=one.trust,
            text=one.text,
            signatory=one.signatory,
            board_role=one.board_role,
            champion_id=one.champion_id,
            champion=names.get(one.champion_id),
            endorsed_on=one.endorsed_on,
            signed_on=one.signed_on,
            renewed_on=one.renewed_on,
            review_due=one.review_due,
            in_date=one.in_date(today),
            version=one.version,
        )


class Champion(BaseModel):
    id: UUID
    name: str | None


class Champions(BaseModel):
    items: tuple[Champion, ...]


class CommitmentPage(BaseModel):
    """One page in the order of the trusts' codes; ``next`` is the ``after`` of the following one."""

    items: tuple[CommitmentView, ...]
    next: str | None


@router.post("/organisations/{code}/commitment", status_code=201)
async def sign_commitment(code: OdsCode, body: NewCommitment, work: Begun) -> Signed:
    """Sign it for your trust. Its champion is told, its senior lead for residents' experience, and the deanery."""
    organisation = await store.organisation_held(work, code)
    if organisation.kind in (OrganisationKind.SITE, OrganisationKind.DEANERY):
        raise NotTaken(f"{code} is a {organisation.kind}: the organisation that employs or hosts signs, as a whole")
    decision = domain.sign(
        code,
        body.read(),
        commitment_id=uuid7(work.now),
        signed_on=body.signed_on or work.today,
        standing=await store.standing_commitment(work, code),
        by=work.actor,
        terms=await _terms(work, code),
    )
    await store.add_commitment(work, decision.commitment)
    work.say(*decision.events)
    return Signed(id=decision.commitment.commitment_id, review_due=decision.commitment.review_due)


@router.post("/commitments/{commitment_id}/renewal")
async def renew_commitment(commitment_id: UUID, body: Signing, work: Begun, match: Match) -> Signed:
    """Stand by it for at most another year (rule ``registry.commitment_months``)."""
    standing = await store.commitment(work, commitment_id)
    terms = await _terms(work, standing.trust)
    decision = domain.renew(standing, body.read(), by=work.actor, terms=terms, match=match)
    await store.keep_commitment(work, decision.commitment)
    work.say(*decision.events)
    return Signed(id=commitment_id, review_due=decision.commitment.review_due)


@router.post("/commitments/{commitment_id}/withdrawal", status_code=204)
async def withdraw_commitment(commitment_id: UUID, body: Withdrawal, work: Begun, match: Match) -> None:
    """No longer stand by it, and say why; the words stay here."""
    standing = await store.commitment(work, commitment_id)
    decision = domain.withdraw(
        standing,
        reason=body.reason,
        words=body.words,
        by=work.actor,
        today=work.today,
        deaneries=(await store.deaneries_for(work)).above(standing.trust),
        match=match,
    )
    await store.keep_commitment(work, decision.commitment)
    work.say(*decision.events)


@router.get("/organisations/{code}/commitment")
async def show_commitment(code: OdsCode, work: Begun, response: Response) -> CommitmentView:
    """The one that stands. To whoever may not read it, as if there were none."""
    standing = await store.standing_commitment(work, code)
    if standing is None:
        raise NotFound
    standing.seen_by(work.actor, deaneries=(await store.deaneries_for(work)).above(code))
    etag(response, standing.version)
    names = await store.names(work, [standing.champion_id])
    return CommitmentView.of(standing, names, today=work.today)


@router.get("/organisations/{code}/champions")
async def list_champions(code: OdsCode, work: Begun) -> Champions:
    """Who is leadership champion there today, for who signs: one of several is to be named."""
    if not domain.signs_for(work.actor, code):
        raise NotFound
    champions = await store.champions_at(work, code, on=work.today)
    names = await store.names(work, champions)
    return Champions(items=tuple(Champion(id=each, name=names.get(each)) for each in sorted(champions)))


@router.get("/commitments")
async def list_commitments(
    work: Begun, after: OdsCode | None = None, limit: Annotated[int, Query(ge=1, le=100)] = 50
) -> CommitmentPage:
    """Those that stand, of your trust, or of every trust that your deanery answers for."""
    trusts = (await store.deaneries_for(work)).answered_for_by(work.actor)
    page = await store.standing_commitments(work, trusts=trusts, after=after, limit=limit)
    names = await store.names(work, {one.champion_id for one in page})
    following = page[-1].trust if len(page) == limit else None
    return CommitmentPage(items=tuple(CommitmentView.of(one, names, today=work.today) for one in page), next=following)


async def _terms(work: UnitOfWork, trust: str) -> domain.Terms:
    deaneries = await store.deaneries_for(work)
    of = deaneries.whose_rules(trust)
    return domain.Terms(
        today=work.today,
        champions=await store.champions_at(work, trust, on=work.today),
        deaneries=deaneries.above(trust),
        longest_months=await rule(work, "registry.commitment_months", on=work.today, of=of),
    )
