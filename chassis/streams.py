"""Streams as one parameter of a statement: of an array, the driver looks at the kind of each element first."""

import json
from collections.abc import Mapping

Stream = tuple[str, str]
"""A topic and a subject: the facts of one aggregate."""

STREAMS = """
    (SELECT topic, subject, number::bigint FROM
        jsonb_each({}) AS one (topic, subjects), jsonb_each_text(subjects) AS each (subject, number)
    ORDER BY topic, subject)
"""
"""Topic, subject and number from what :func:`by_topic` writes: in one order, or two that lock them could deadlock."""


def by_topic(numbers: Mapping[Stream, int]) -> str:
    """A number of each stream, as JSON."""
    found: dict[str, dict[str, int]] = {}
    for (topic, subject), number in numbers.items():
        found.setdefault(topic, {})[subject] = number
    return json.dumps(found)
