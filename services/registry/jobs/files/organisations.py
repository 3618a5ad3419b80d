"""The register of NHS trusts: no header, 27 columns."""

from collections.abc import Sequence

from chassis.work import UnitOfWork
from contracts import Event
from services.registry import store
from services.registry.domain.columns import fitting
from services.registry.domain.organisations import (
    COLUMNS,
    OrganisationRow,
    OrganisationsRegister,
    is_register_header,
    read_organisation,
    take_organisation,
)
from services.registry.domain.verdict import Verdict
from services.registry.gateway import CannotRead
from services.registry.jobs.files.file import File, Numbered

_FEWEST_COLUMNS = 11


class OrganisationsFile(File):
    register: OrganisationsRegister

    def read(self, rows: Numbered) -> None:
        self.header = COLUMNS
        numbered = list(rows)
        if numbered and (kind := fitting(numbered[0][1])):
            raise CannotRead(f"the file is not the register of organisations: it looks like a file of {kind}")
        if max((len(cells) for _, cells in numbered), default=0) < _FEWEST_COLUMNS:
            raise CannotRead(
                "the file is not the register of organisations: its rows have 27 columns, code and name first"
            )
        if is_register_header(numbered[0][1]):
            numbered = numbered[1:]
        self.items = [read_organisation(number, cells) for number, cells in numbered]

    async def begin(self, work: UnitOfWork) -> None:
        self.register = OrganisationsRegister(await store.organisations(work))

    async def look(self, work: UnitOfWork, rows: Sequence[OrganisationRow]) -> None:
        """All organisations are known from the beginning."""

    def decide(self, row: OrganisationRow) -> tuple[Verdict, Sequence[str]]:
        return take_organisation(row, self.register), ()

    async def keep(self, work: UnitOfWork) -> Sequence[Event]:
        await store.keep_organisations(work, self.register.touched.values())
        return self.register.events
