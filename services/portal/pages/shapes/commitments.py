"""The commitments that trusts sign, and whom one of them can name as its champion."""

from datetime import date
from uuid import UUID

from contracts.vocabulary import BoardRole
from services.portal.pages.shapes.read import Read


class Commitment(Read):
    id: UUID
    trust: str
    signatory: str
    board_role: BoardRole
    champion_id: UUID
    champion: str | None
    signed_on: date
    renewed_on: date | None
    review_due: date
    in_date: bool
    version: int


class Commitments(Read):
    items: tuple[Commitment, ...]
    next: str | None


class Champion(Read):
    id: UUID
    name: str | None


class Champions(Read):
    items: tuple[Champion, ...]
