"""The TIS placement sheets, and what a snapshot of all placements does not name."""

import asyncio
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from uuid import UUID, uuid4

from chassis.work import UnitOfWork
from contracts import Event
from contracts.vocabulary import OrganisationKind, PlacementType
from services.registry import store
from services.registry.domain.cells import Wrong, text
from services.registry.domain.placements import (
    SAYS_OTHERWISE,
    NotApproved,
    Placement,
    PlacementRow,
    PlacementsRegister,
    SheetIndex,
    When,
    above_full_time,
    cancel_placement,
    read_placement,
    same,
    take_placement,
)
from services.registry.domain.record import Fault, Rejected
from services.registry.domain.tally import Tally
from services.registry.domain.verdict import Verdict
from services.registry.jobs.files.file import BREATH, CHUNK, File, Numbered

_WITH_OTHERS = "with the doctor's other placements of those days; correct the dates or the shares, if it is not so"


class PlacementsFile(File):
    register: PlacementsRegister

    def read(self, rows: Numbered) -> None:
        self.start()
        read = self._under_header("placements", rows, read_placement)
        self.index = SheetIndex()
        self.items = [self._among_its_neighbours(item) for item in read]

    def start(self) -> None:
        """Nothing is counted yet."""
        self.moved: Counter[str] = Counter()
        """Placements changed or cancelled so far, by the trust they were at."""
        self.lost: Counter[str] = Counter()
        """Of those, placements that a snapshot does not name."""
        self.caveats: list[str] = []
        """What is to be said of the file as a whole."""
        self.seen: set[UUID] = set()
        """Known placements that a row of the file is about."""
        self.first_met: set[tuple[str, str]] = set()

    async def begin(self, work: UnitOfWork) -> None:
        when = When(work.now, work.today, self.import_id)
        organisations, terms = await store.organisations(work), await store.terms(work)
        self.register = PlacementsRegister(uuid4, when, self.index, organisations, terms, first_met=self.first_met)

    async def look(self, work: UnitOfWork, rows: Sequence[PlacementRow]) -> None:
        await store.look_at_placements(work, self.register, rows)

    def decide(self, row: PlacementRow) -> tuple[Verdict, Sequence[str]]:
        try:
            taken = take_placement(row, self.register)
        except NotApproved as no:
            self.seen |= {no.known.id} if no.known else set()
            raise
        self.seen.add(taken.placement.id)
        if taken.verdict in ("changed", "removed"):
            self.moved[taken.placement.host] += 1
        made_up = [f"{self._name('site')}: {taken.warning}"] if taken.warning else []
        unknown = [name for name, written in row.employers if self.register.employer(written) is None]
        made_up += [f"{self._name(name)}: no organisation is known by this code or name; left out" for name in unknown]
        return taken.verdict, [*made_up, *self.register.unheard_of(row)]

    async def keep(self, work: UnitOfWork) -> Sequence[Event]:
        await store.keep_placements(work, self.register)
        days = await store.days_before_start(work, self.register.first_hosts)
        return list(self.register.events(days))

    def forget(self) -> None:
        self.register.facts.clear()

    async def absent(self, work: UnitOfWork, tally: Tally) -> list[UUID]:
        """Open placements that no row is about: what a snapshot cancels.

        A rejected row keeps whatever it may mean; one that could mean anything keeps everything.
        """
        doubtful = [item.about for item in tally.rejected if isinstance(item.about, PlacementRow)]
        if any(not (row.registration or row.tis_id or row.post) for row in doubtful):
            self.caveats.append("a rejected row may be about any placement, so none is cancelled as absent")
            return []
        kept = self.seen | await store.perhaps_meant(work, doubtful)
        open_ = await store.open_placements(work, on=work.today)
        absent = [id_ for id_ in open_ if id_ not in kept]
        self.lost = Counter(open_[id_] for id_ in absent)
        self.moved += self.lost
        return absent

    def rows(self) -> list[PlacementRow]:
        """Those that could be read."""
        return [item for item in self.items if not isinstance(item, Rejected)]

    async def learn_all(self, work: UnitOfWork) -> None:
        """Everything that is known now of what the file is about."""
        await self.begin(work)
        rows = self.rows()
        for start in range(0, len(rows), CHUNK):
            await store.look_at_placements(work, self.register, rows[start : start + CHUNK])

    async def mind_full_time(self, tally: Tally, *, absent: Collection[UUID] = ()) -> None:
        """Warn of rows whose placement makes more than full time with the doctor's others: only the whole file tells.

        ``absent``: those that a snapshot is about to cancel.
        """
        for seen, row in enumerate(self.rows()):
            if seen % BREATH == 0:
                await asyncio.sleep(0)
            placement = self._taken(row)
            if placement is None or not placement.is_open(self.register.when.today):
                continue
            others = (other for other in self.register.beside(placement) if other.id not in absent)
            if share := above_full_time(placement, others):
                tally.warn(row.number, [f"{self._name('wte')}: {share.normalize():f} of full time {_WITH_OTHERS}"])

    def _taken(self, row: PlacementRow) -> Placement | None:
        """The placement in post that a row has become."""
        if row.cancelled or not row.approved:
            return None
        try:
            found = same(row, [each for each in self.register.about(row) if not each.cancelled])
        except Wrong:
            return None
        return found if found and found.type is PlacementType.IN_POST else None

    def trusts(self) -> set[str]:
        """Codes of the trusts known."""
        known = self.register.organisations.items()
        return {code for code, organisation in known if organisation.kind is OrganisationKind.TRUST}

    def cancel(self, placements: Iterable[Placement]) -> int:
        """Cancel those of these that are live still. Returns how many."""
        live = list(placements)
        for placement in live:
            cancel_placement(placement, self.register)
        return len(live)

    def _among_its_neighbours(self, item: PlacementRow | Rejected) -> PlacementRow | Rejected:
        if isinstance(item, Rejected):
            return item
        if not item.approved:
            self.index.note(item)
            return item
        earlier = self.index.add(item)
        if earlier is None:
            return item
        field = "tis_id" if item.tis_id else "post"
        fault = Fault(self._name(field), item.tis_id or item.post or "", f"row {earlier} {SAYS_OTHERWISE}")
        return Rejected(item.number, (fault,), tuple(text(cell) for cell in item.echo), item)

    def _name(self, field: str) -> str:
        return self.columns.name(field) if self.columns else field
