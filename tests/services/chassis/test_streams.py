"""Streams as one parameter of a statement."""

from chassis.streams import STREAMS, by_topic
from tests.services.chassis.conftest import Toy

NAMES = [
    "",
    " ",
    '"',
    "'",
    "\\",
    "\\u0041",
    "{}",
    "null",
    "1",
    "a:b",
    "\n\t\x01",
    "é",
    "\u2028",
    "\U0001f600",
    "\uffff",
    "z" * 500,
]


async def test_a_stream_may_have_any_name_that_a_header_can_carry(toy: Toy) -> None:
    streams = {(topic, name): 2**63 - 1 - number for topic in ("b.v1", "a.v1") for number, name in enumerate(NAMES)}
    async with toy.running.database.begin() as work:
        rows = await work.driver.fetch(f"SELECT * FROM {STREAMS.format('$1')} AS named", by_topic(streams))

    assert {(topic, subject): number for topic, subject, number in rows} == streams
    assert [topic for topic, _, _ in rows] == ["a.v1"] * len(NAMES) + ["b.v1"] * len(NAMES)
