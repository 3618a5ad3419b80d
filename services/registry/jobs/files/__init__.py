"""A file of each kind: how its rows are read, looked up, taken and kept. All five go the same way."""

from collections.abc import Mapping
from contextlib import closing
from uuid import UUID

from chassis.work import SYSTEM
from contracts import Actor
from services.registry.domain.columns import NotThisKind
from services.registry.gateway import CannotRead, Limits, read_sheet
from services.registry.jobs.files.appointments import AppointmentsFile
from services.registry.jobs.files.file import BREATH, CHUNK, File
from services.registry.jobs.files.organisations import OrganisationsFile
from services.registry.jobs.files.people import PeopleFile
from services.registry.jobs.files.placements import PlacementsFile
from services.registry.jobs.files.staff import StaffFile

KINDS: Mapping[str, type[File]] = {
    "organisations": OrganisationsFile,
    "people": PeopleFile,
    "placements": PlacementsFile,
    "appointments": AppointmentsFile,
    "staff": StaffFile,
}


def read_file(kind: str, content: bytes, limits: Limits, *, import_id: UUID, asker: Actor = SYSTEM) -> File:
    """All rows of a file, to be taken in on behalf of its asker. Raises CannotRead.

    Takes seconds for a large one: call it off the event loop.
    """
    try:
        with closing(read_sheet(content, limits)) as rows:
            return KINDS[kind](rows, import_id=import_id, asker=asker)
    except NotThisKind as why:
        raise CannotRead(str(why)) from None


__all__ = ["BREATH", "CHUNK", "CannotRead", "File", "Limits", "PlacementsFile", "read_file"]
