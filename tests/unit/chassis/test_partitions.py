import pytest

from chassis.sending import partition_of


@pytest.mark.parametrize(
    ("key", "partition"),
    [
        (b"", 0),
        (b"R0A", 1),
        (b"2b3f6683-0f66-4fdc-b830-d5e646ee91ac", 9),
        (b"36722f52-c9d3-48f5-830d-a26f1046332a", 7),
        ("Würzburg".encode(), 1),
    ],
)
def test_a_key_keeps_its_partition_for_ever(key: bytes, partition: int) -> None:
    """Frozen: another answer would move a doctor's events to another partition, out of order."""
    assert partition_of(key, 12) == partition
