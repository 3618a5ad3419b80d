"""What one row does to what is known: announce, change, cancel, nothing; or why it cannot be taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from contracts.vocabulary import PlacementSource, PlacementType
from services.registry.domain.cells import Registration, Wrong, folded
from services.registry.domain.organisations import Organisation, site_of
from services.registry.domain.people import programme_on
from services.registry.domain.placements.matching import moved, same
from services.registry.domain.placements.placement import Placement
from services.registry.domain.placements.register import PlacementsRegister
from services.registry.domain.placements.rows import PlacementRow
from services.registry.domain.successors import former_host
from services.registry.domain.verdict import Cannot, Verdict


@dataclass(frozen=True, slots=True)
class Taken:
    verdict: Verdict
    placement: Placement
    """As it was before, where it was known."""
    warning: str | None = None


class NotApproved(Cannot):
    """A draft is not announced; and what was announced is neither changed nor cancelled by one."""

    doubtful = False

    def __init__(self, known: Placement | None) -> None:
        announced = (
            "not approved any more, though it was announced: it stays as it is; import it again once it is approved, "
            "or as DELETE if it will not be"
        )
        super().__init__("status", announced if known else "not approved, so not announced; import it again once it is")
        self.known = known


def take_placement(row: PlacementRow, register: PlacementsRegister) -> Taken:
    """Take one row in. Raises Cannot, of a row that is not approved NotApproved; then nothing is changed."""
    try:
        if not row.approved:
            live, _ = _by_life(register.about(row))
            raise NotApproved(same(row, live) or moved(row, live, register.index, on=register.when.today))
        return _cancel(row, register) if row.cancelled else _place(row, register)
    except Wrong as why:
        raise Cannot("tis_id" if row.tis_id else "post", str(why)) from None


def _cancel(row: PlacementRow, register: PlacementsRegister) -> Taken:
    about = register.about(row)
    live, gone = _by_life(about)
    if old := same(row, live):
        return cancel_placement(old, register)
    if old := same(row, gone):
        return Taken("unchanged", old)
    if old := moved(row, live, register.index, on=register.when.today):
        return cancel_placement(old, register)
    if row.post and (before := [placement for placement in gone if folded(placement.post) == folded(row.post)]):
        return Taken("unchanged", before[-1])
    raise Cannot("tis_id" if row.tis_id else "post", "no placement is known that could be cancelled")


def cancel_placement(old: Placement, register: PlacementsRegister) -> Taken:
    """It will not happen, or not go on; said as it was last."""
    register.keep(old, old._replace(cancelled=True))
    return Taken("removed", old)


def _by_life(placements: Sequence[Placement]) -> tuple[list[Placement], list[Placement]]:
    return [p for p in placements if not p.cancelled], [p for p in placements if p.cancelled]


def _place(row: PlacementRow, register: PlacementsRegister) -> Taken:
    live, _ = _by_life(register.about(row))
    old = same(row, live) or moved(row, live, register.index, on=register.when.today) or _declared(row, live, register)
    if old is None:
        return _announce(row, register)
    if row.registration and _is_another(row.registration, old, register):
        raise Cannot("tis_id", "the placement of this id is another doctor's")
    new, warning = _as_row_says(row, old, register)
    if new == old:
        return Taken("unchanged", old, warning)
    if new.tis_id != old.tis_id and new._replace(tis_id=old.tis_id) == old:  # a key for the next file, no news
        register.know([new])
        register.touched[new.id] = new
        return Taken("unchanged", new, warning)
    register.keep(old, new)
    return Taken("changed", old, warning)


def _declared(row: PlacementRow, live: Sequence[Placement], register: PlacementsRegister) -> Placement | None:
    """The one that its doctor declared for that trust and day: from now on it is the file's to keep."""
    if not row.whole or not row.site:
        return None
    declared = [p for p in live if p.source is PlacementSource.SELF_DECLARED and p.start == row.start]
    if not declared:
        return None
    site, _ = _site(row.site, row.post or "", register)
    return next((placement for placement in declared if placement.host == site.host), None)


def _is_another(registration: Registration, old: Placement, register: PlacementsRegister) -> bool:
    person = register.people.get(registration)
    return person is None or person.id != old.doctor_id


def _announce(row: PlacementRow, register: PlacementsRegister) -> Taken:
    if not row.whole or row.registration is None:
        raise Cannot("tis_id", "no placement is known by this id")
    site, warning = _site(row.site or "", row.post or "", register)
    doctor = register.person(row.registration)
    new, _ = _as_row_says(row, _blank(row, doctor.id, site, register.new_id()), register)
    register.keep(None, new)
    return Taken("added", new, warning)


def _blank(row: PlacementRow, doctor_id: UUID, site: Organisation, new_id: UUID) -> Placement:
    """What a whole row without its optional cells says."""
    if row.post is None or row.start is None or row.end is None or row.grade is None:
        raise Cannot("post", "the row is not whole")
    return Placement(
        new_id, row.tis_id, doctor_id, row.post, site.host, site.code, None, None, row.grade, None,
        PlacementType.IN_POST, Decimal(1), row.start, row.end,
    )  # fmt: skip


def _as_row_says(row: PlacementRow, old: Placement, register: PlacementsRegister) -> tuple[Placement, str | None]:
    """The placement with all that the row says, and nothing that it does not."""
    start, end = row.start or old.start, row.end or old.end
    if start > end:
        raise Cannot("end" if row.end else "start", f"the placement would end on {end:%d/%m/%Y}, before it begins")
    host, site, warning = old.host, old.site, None
    if row.site:
        organisation, warning = _site(row.site, row.post or old.post, register)
        host, site = organisation.host, organisation.code
    former, since = former_host(
        old.host if host != old.host else old.former_host, host, start=start, end=end, known=register.organisations
    )
    employers = {name: named.code for name, written in row.employers if (named := register.employer(written))}
    said = {
        f"{name}_id": register.person(registration).id if registration else None
        for name, registration in row.supervisors
    }
    new = Placement(
        id=old.id,
        tis_id=row.tis_id or old.tis_id,
        doctor_id=old.doctor_id,
        post=row.post if row.post and folded(row.post) != folded(old.post) else old.post,
        host=host,
        site=site,
        employer=host if row.source is PlacementSource.TRUST else employers.get("employer", old.employer),
        programme=None if row.source is PlacementSource.TRUST else _programme(register, old, start),
        grade=register.term("grade", row.grade) if row.grade else old.grade,
        specialty=register.term("specialty", row.specialty) if row.specialty else old.specialty,
        type=row.type or old.type,
        wte=old.wte if row.wte is None else row.wte,
        start=start,
        end=end,
        clinical_supervisor_id=said.get("clinical_supervisor_id", old.clinical_supervisor_id),
        educational_supervisor_id=said.get("educational_supervisor_id", old.educational_supervisor_id),
        source=row.source,
        former_host=former,
        host_since=since,
        lead_employer=employers.get("lead_employer", old.lead_employer),
    )
    return new, warning


def _programme(register: PlacementsRegister, old: Placement, start: date) -> str | None:
    """Of the membership that covers the start; one that is unknown today does not unsay the one known."""
    return programme_on(register.memberships.get(old.doctor_id, ()), start) or old.programme


def _site(written: str, post: str, register: PlacementsRegister) -> tuple[Organisation, str | None]:
    try:
        site, warning = site_of(written, post, register.organisations)
    except Wrong as why:
        raise Cannot("site", str(why)) from None
    if site.code not in register.organisations:
        register.organisations[site.code] = site
        register.new_organisations.append(site)
    return site, warning
