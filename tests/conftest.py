"""Which tests run: the faults are many and slow, so an ordinary run takes a short part of them and says so."""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, settings

from tests.containers import why_no_containers

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")  # how long an example takes says how busy the machine is

_LEFT_OUT = pytest.StashKey[int]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--all-faults", action="store_true", help="every fault scenario, not only the fast ones")
    parser.addoption(
        "--infrastructure",
        choices=("embedded", "containers"),
        default="embedded",
        help="whose Kafka and PostgreSQL the tests run on; what tests the embedded region itself starts one anyway",
    )


@pytest.fixture(scope="session")
def infrastructure(request: pytest.FixtureRequest) -> str:
    """Who provides Kafka and PostgreSQL. Skips, with the reason, where Docker is asked for and cannot be used."""
    asked: str = request.config.getoption("--infrastructure")
    if asked == "containers" and (reason := why_no_containers()):
        pytest.skip(reason)
    return asked


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is marked ``fault`` and not ``fast``, unless it is asked for by its name or all are."""
    if config.getoption("--all-faults") or any("::" in argument for argument in config.args):
        return
    slow = [item for item in items if item.get_closest_marker("fault") and not item.get_closest_marker("fast")]
    config.stash[_LEFT_OUT] = len(slow)
    if slow:
        config.hook.pytest_deselected(items=slow)
        items[:] = _without(items, slow)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if left_out := config.stash.get(_LEFT_OUT, 0):
        terminalreporter.write_line(f"{left_out} fault scenarios left out; make faults runs all of them")


def _without(items: Sequence[pytest.Item], slow: Sequence[pytest.Item]) -> list[pytest.Item]:
    out = set(slow)
    return [item for item in items if item not in out]
