"""Identifiers and reference terms: the only kinds of text an event may carry."""

from typing import Annotated

from pydantic import StringConstraints, WithJsonSchema

OdsCode = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{1,9}$")]
"""An Organisation Data Service code: 1 to 9 capitals and digits, never reused."""

ProgrammeNumber = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9/_. -]{1,40}$")]
"""A programme's number, or an organisation's code where a scope may be either."""

PostNumber = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9/_. -]{1,60}$")]
"""A national post number such as ``NTH/R0B01/030/F2/006``; may be typed by hand, so the shape is open."""

KindCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,39}$")]
"""A kind of opportunity in the catalogue, such as ``mdt_meeting``. The catalogue is data, so the list is open."""


def _marked(kind: str, longest: int) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "minLength": 1, "maxLength": longest, "x-fairlead-text": kind})


Term = Annotated[str, StringConstraints(min_length=1, max_length=80), _marked("reference-term", 80)]
"""A term of a reference table (grade, specialty), as the deanery writes it. Never about one person."""

PublicText = Annotated[str, StringConstraints(min_length=1, max_length=200), _marked("public", 200)]
"""Text that is public anyway: the name of an organisation, the title of an opportunity."""
