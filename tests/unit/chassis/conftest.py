"""Unit tests open no socket."""

from collections.abc import Iterator

import pytest
from pytest_socket import disable_socket, enable_socket


@pytest.fixture(autouse=True)
def closed_sockets() -> Iterator[None]:
    disable_socket(allow_unix_socket=True)  # the event loop's own pair
    yield
    enable_socket()
