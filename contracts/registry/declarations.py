"""Facts of placements that their doctors declare, and that are in no file."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from contracts._event import PLACE, Event, Topic
from contracts.vocabulary import OdsCode


class _OfDeclaration(Event):
    """A placement that its doctor says there is, and that is in no file."""

    topic: ClassVar[Topic] = Topic.PLACEMENTS

    declaration_id: UUID
    doctor_id: UUID
    host: OdsCode
    start: date
    end: date

    @property
    def key(self) -> str:
        return str(self.doctor_id)

    @property
    def subject(self) -> str:
        return str(self.declaration_id)

    @property
    def extensions(self) -> dict[str, str]:
        return {PLACE: self.host}


class DeclarationMade(_OfDeclaration):
    """A doctor says that they work there. It is no placement until the trust's medical education team confirms it."""

    type: ClassVar[str] = "fairlead.declaration.made.v1"
    declared_at: AwareDatetime


class DeclarationRefused(_OfDeclaration):
    """The trust does not know of it. What it wrote stays with the registry; a confirmed one is announced instead."""

    type: ClassVar[str] = "fairlead.declaration.refused.v1"
    refused_at: AwareDatetime
