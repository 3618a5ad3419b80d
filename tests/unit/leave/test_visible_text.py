"""A refusal's explanation must be there to be read (R17)."""

from services.leave.domain.explained import visible


def test_what_cannot_be_seen_does_not_count_as_an_explanation() -> None:
    assert visible("\u200b" * 25) == 0
    assert visible("   \n\t ") == 0
    assert visible("Two are away.") == len("Two are away.")
