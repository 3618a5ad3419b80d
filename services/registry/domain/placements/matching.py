"""Which known placement a row is about (R35): TIS id; else person, post and start; else the one open there."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from services.registry.domain.cells import Registration, Wrong, folded
from services.registry.domain.placements.placement import Placement
from services.registry.domain.placements.rows import PlacementRow


class SheetIndex:
    """What a whole file says about whom: a row is matched with an eye on its neighbours.

    Without it, two spells of one doctor in one post would take turns in moving the same placement.
    """

    def __init__(self, rows: Iterable[PlacementRow] = ()) -> None:
        self._first: dict[tuple[object, ...], PlacementRow] = {}
        self._spells: defaultdict[tuple[Registration, str], list[PlacementRow]] = defaultdict(list)
        self._tis_ids: set[str] = set()
        self._starts: set[tuple[Registration, str, date | None]] = set()
        for row in rows:
            self.add(row)

    def add(self, row: PlacementRow) -> int | None:
        """Take a row in. Returns the number of an earlier row that says otherwise about the same placement."""
        earlier = self._first.setdefault(row.identity, row)
        if earlier is not row:
            return None if row.says_the_same(earlier) else earlier.number
        self.note(row)
        if row.registration and row.post:
            self._spells[row.registration, folded(row.post)].append(row)
        return None

    def note(self, row: PlacementRow) -> None:
        """Which placement a row names, also one that is not approved: no other row can mean that one."""
        if row.tis_id:
            self._tis_ids.add(row.tis_id)
        if row.registration and row.post:
            self._starts.add((row.registration, folded(row.post), row.start))

    def spells(self, row: PlacementRow) -> Sequence[PlacementRow]:
        """The rows about the same person and post."""
        return self._spells[row.registration, folded(row.post)] if row.registration and row.post else ()

    def names(self, placement: Placement, row: PlacementRow) -> bool:
        """Whether another row of the file names this placement for certain, so that ``row`` cannot mean it."""
        if placement.tis_id in self._tis_ids:
            return True
        return bool(row.registration) and (row.registration, folded(row.post or ""), placement.start) in self._starts


def same(row: PlacementRow, among: Iterable[Placement]) -> Placement | None:
    """The placement of the row's TIS id, else of its post and start. Raises Wrong where several fit, naming them.

    ``among``: what is known under the TIS id, and of the person.
    """
    placements = list(among)
    if row.tis_id and (by_id := [placement for placement in placements if placement.tis_id == row.tis_id]):
        return by_id[0]
    there = _in_post(row, placements)
    return _only([placement for placement in there if placement.start == row.start])


def moved(row: PlacementRow, among: Iterable[Placement], index: SheetIndex, *, on: date) -> Placement | None:
    """The one open placement of the row's person and post, moved to another start. Raises Wrong like :func:`same`."""
    there = _in_post(row, among)
    candidates = [placement for placement in there if placement.is_open(on) and not index.names(placement, row)]
    if not candidates or row.start is None:
        return None
    return _only(candidates) if _means(row, candidates, there, index) else None


def _in_post(row: PlacementRow, among: Iterable[Placement]) -> list[Placement]:
    """Two different TIS ids are two placements, however alike."""
    if not row.post:
        return []
    post = folded(row.post)
    return [p for p in among if not (p.tis_id and row.tis_id) and folded(p.post) == post]


def _only(candidates: Sequence[Placement]) -> Placement | None:
    if len(candidates) > 1:
        named = ", ".join(f"{p.tis_id or p.id} from {p.start:%d/%m/%Y}" for p in candidates)
        raise Wrong(f"several known placements fit ({named}); give TIS_Placement_ID")
    return candidates[0] if candidates else None


def _means(row: PlacementRow, candidates: Sequence[Placement], there: Sequence[Placement], index: SheetIndex) -> bool:
    """Whether this row, of those in the file that match nothing exactly, is the one that moves the placement."""
    starts = {placement.start for placement in there}
    unmatched = [spell for spell in index.spells(row) if spell.start not in starts and not spell.tis_id]
    if row.tis_id or len(unmatched) < 2 or len(candidates) > 1:
        return True
    overlapping = [spell for spell in unmatched if _overlap(spell, candidates[0])]
    if len(overlapping) == 1:
        return overlapping[0].number == row.number
    others = ", ".join(str(spell.number) for spell in unmatched)
    raise Wrong(f"rows {others} could each be the one known from {candidates[0].start:%d/%m/%Y}; give TIS_Placement_ID")


def _overlap(row: PlacementRow, placement: Placement) -> bool:
    return bool(row.start and row.end and row.start <= placement.end and placement.start <= row.end)
