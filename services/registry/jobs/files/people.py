"""The TIS People sheet."""

from collections.abc import Sequence
from uuid import uuid4

from chassis.work import UnitOfWork
from contracts import Event
from services.registry import store
from services.registry.domain.people import (
    PeopleRegister,
    PeopleSheet,
    PersonRow,
    disagreement,
    read_person,
    take_person,
)
from services.registry.domain.verdict import Verdict
from services.registry.jobs.files.file import File, Numbered


class PeopleFile(File):
    register: PeopleRegister

    def read(self, rows: Numbered) -> None:
        self.items = self._under_header("people", rows, read_person)
        self.sheet = PeopleSheet(item for item in self.items if isinstance(item, PersonRow))

    async def begin(self, work: UnitOfWork) -> None:  # noqa: ARG002 - people need nothing but what look learns
        self.register = PeopleRegister(uuid4)

    async def look(self, work: UnitOfWork, rows: Sequence[PersonRow]) -> None:
        await store.look_at_people(work, self.register, rows)

    def decide(self, row: PersonRow) -> tuple[Verdict, Sequence[str]]:
        differs = disagreement(row, self.sheet.people[row.registration])
        verdict, shared = take_person(row, self.register, self.sheet)
        return verdict, [*([differs] if differs else []), *([f"{self._email}: {shared}"] if shared else [])]

    @property
    def _email(self) -> str:
        return self.columns.name("email") if self.columns else "email"

    async def keep(self, work: UnitOfWork) -> Sequence[Event]:
        await store.keep_people(work, self.register)
        return self.register.events
