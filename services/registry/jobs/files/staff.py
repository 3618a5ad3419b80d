"""A trust's own file of the doctors whom it employs itself."""

from collections.abc import Sequence
from dataclasses import replace

from chassis.work import UnitOfWork
from services.registry import store
from services.registry.domain.cells import folded
from services.registry.domain.placements import PlacementRow, SheetIndex
from services.registry.domain.record import Rejected
from services.registry.domain.staff import StaffRow, introduced, read_staff
from services.registry.domain.verdict import Verdict
from services.registry.jobs.files.file import Numbered
from services.registry.jobs.files.placements import PlacementsFile


class StaffFile(PlacementsFile):
    """Contracts are placements, taken as those of the deanery's sheets are; it also says who the doctors are."""

    def read(self, rows: Numbered) -> None:
        self.start()
        read = self._under_header("staff", rows, read_staff)
        self.index = SheetIndex()
        self.items = [self._beside_the_others(item) for item in read]

    def rows(self) -> list[PlacementRow]:
        return [item.placement for item in self.items if not isinstance(item, Rejected)]

    async def look(self, work: UnitOfWork, rows: Sequence[StaffRow]) -> None:  # type: ignore[override]
        await store.look_at_placements(work, self.register, [row.placement for row in rows])

    def decide(self, row: StaffRow) -> tuple[Verdict, Sequence[str]]:  # type: ignore[override]
        """The person only once the contract is taken: a rejected row changes nothing."""
        verdict, warnings = super().decide(row.placement)
        registration = row.placement.registration
        if registration is None or registration not in self.register.people:
            return verdict, warnings
        known = self.register.people[registration]
        if self.register.complete(registration, introduced(known, row)) and verdict == "unchanged":
            verdict = "changed"
        if known.family_name and folded(known.family_name) != folded(row.family_name):
            warnings = [*warnings, f"{self._name('family_name')}: this number is known under another one, which counts"]
        return verdict, warnings

    def _beside_the_others(self, item: StaffRow | Rejected) -> StaffRow | Rejected:
        if isinstance(item, Rejected):
            return item
        taken = self._among_its_neighbours(item.placement)
        return taken if isinstance(taken, Rejected) else replace(item, placement=taken)
