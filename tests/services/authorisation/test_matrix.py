"""Every route of every service, as every role, to one's own, to another's here and elsewhere, and signed out."""

import importlib

import pytest

from tests.architecture.test_authorisation import SERVICES, rows_of
from tests.services.authorisation import of_leave
from tests.services.authorisation.matrix import EVERYBODY, Row, everywhere
from tests.services.authorisation.trying import surprises


@pytest.mark.parametrize("service", [name for name in SERVICES if name != "portal"])  # it knows sessions: see its own
async def test_who_gets_in_is_whom_the_rows_name(drive, service: str) -> None:
    world = importlib.import_module(f"tests.services.authorisation.of_{service}").world

    found = await surprises(await world(drive), rows_of(service))

    assert found == [], "\n".join(found)


@pytest.mark.parametrize("row", [everywhere(EVERYBODY), Row()])
async def test_a_row_that_lets_in_too_many_or_too_few_is_found_out(drive, row: Row) -> None:
    found = await surprises(await of_leave.world(drive), {**rows_of("leave"), "look": row})

    assert {line.split()[0] for line in found} == {"look"}
