"""Each code of a closed list is called something, and differently from the others of its list."""

from collections.abc import Mapping
from enum import StrEnum

import pytest

from contracts.vocabulary import (
    CancellationReason,
    DeclineReason,
    ParticipationRole,
    RefusalReason,
    Role,
    TrainingCancellationReason,
    TurnDownReason,
)
from contracts.vocabulary.labels import (
    CANCELLATIONS,
    DECLINES,
    PARTS,
    REFUSALS,
    ROLES,
    TRAINING_CANCELLATIONS,
    TURN_DOWNS,
)


@pytest.mark.parametrize(
    ("codes", "labels"),
    [
        (Role, ROLES),
        (RefusalReason, REFUSALS),
        (DeclineReason, DECLINES),
        (CancellationReason, CANCELLATIONS),
        (ParticipationRole, PARTS),
        (TurnDownReason, TURN_DOWNS),
        (TrainingCancellationReason, TRAINING_CANCELLATIONS),
    ],
)
def test_every_code_has_words_of_its_own(codes: type[StrEnum], labels: Mapping[StrEnum, str]) -> None:
    assert set(labels) == set(codes)
    assert len(set(labels.values())) == len(labels)
