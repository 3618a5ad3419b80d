"""Reporting on a real database of its own."""

from collections.abc import Awaitable, Callable

import pytest

from tests.services.driver import Driver
from tests.services.reporting.reading import Reporting


@pytest.fixture
async def reporting(drive: Callable[..., Awaitable[Driver]]) -> Reporting:
    return Reporting(await drive("reporting"))
