"""The lint refuses what it must: each bad event here is one that somebody could write in good faith."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

import pytest
from pydantic import AwareDatetime, BaseModel, Field, StringConstraints, create_model

from contracts import Event, Part, Topic
from contracts.schema import faults_of
from contracts.vocabulary import LeaveType, OdsCode, PublicText, RefusalReason, Term


class Happened(Event):
    """It happened."""

    topic: ClassVar[Topic] = Topic.LEAVE
    type: ClassVar[str] = "fairlead.leave.happened.v1"

    leave_id: UUID

    @property
    def key(self) -> str:
        return str(self.leave_id)

    @property
    def subject(self) -> str:
        return str(self.leave_id)


def an_event(of: str = "contracts.leave", doc: str = "It happened.", **kinds: Any) -> type[Event]:
    """An ordinary clean event of the leave service, with these fields besides its own."""
    fields: dict[str, Any] = {name: (kind, ...) for name, kind in kinds.items()}
    return create_model("Happened", __base__=Happened, __module__=of, __doc__=doc, **fields)


class Colour(StrEnum):
    RED = "red"


class Inner(Part):
    said: str


class Open(BaseModel):
    part_id: UUID


class Tall(Part):
    height_id: UUID


class Wide(Part):
    width_id: UUID


class TaggedTall(Tall):
    shape: Literal["tall"]


class TaggedWide(Wide):
    shape: Literal["wide"]


def test_an_event_of_ids_codes_dates_and_numbers_is_clean() -> None:
    event = an_event(
        reason=RefusalReason,
        kind=LeaveType | None,
        trust=OdsCode,
        grade=Term,
        title=PublicText,
        decided_at=AwareDatetime,
        rows=int,
        colours=tuple[Colour, ...],
        shape=Annotated[TaggedTall | TaggedWide, Field(discriminator="shape")],
    )
    assert faults_of(event) == []


def test_a_marked_name_is_not_taken_for_a_persons() -> None:
    assert faults_of(an_event(name=PublicText)) == []


@pytest.mark.parametrize(
    ("kind", "fault"),
    [
        (str, "is free text"),
        (str | None, "is free text"),
        (tuple[str, ...], "is free text"),
        (Inner, "is free text"),
        (Annotated[str, StringConstraints(max_length=20)], "is free text"),
        (Annotated[str, StringConstraints(pattern=r"^[a-z]+$")], "is free text"),
        (Annotated[str, StringConstraints(pattern=r"^[a-z]{2,}$")], "is free text"),
        (Annotated[str, StringConstraints(pattern=r"[a-z]{2}")], "is free text"),
        (Decimal, "is free text"),
        (float, "is a float"),
        (tuple[float, ...], "is a float"),
        (datetime, "may be a naive time"),
        (tuple[datetime | None, ...], "may be a naive time"),
        (Open, "is open"),
        (dict[str, int], "is open"),
        (Tall | Wide, "is a union without a Literal tag"),
        (int | OdsCode, "is a union without a Literal tag"),
        (object, "has no type"),
    ],
)
def test_a_field_that_could_hold_anybodys_words_or_mean_two_things_is_refused(kind: object, fault: str) -> None:
    faults = faults_of(an_event(held=kind))

    assert any(fault in found for found in faults), faults
    assert all("held" in found for found in faults)


@pytest.mark.parametrize(
    "name", ["name", "family_name", "email", "home_address", "phone", "comments", "note", "reason"]
)
def test_a_name_that_personal_data_would_have_is_refused_even_when_bounded(name: str) -> None:
    fields: dict[str, Any] = {name: OdsCode}

    assert faults_of(an_event(**fields)) == [f"Happened: {name} has a name that personal data or free text would have"]


def test_an_id_that_is_a_number_is_refused() -> None:
    assert faults_of(an_event(slot_id=int)) == ["Happened: slot_id is a number; ids are strings"]


def test_an_event_said_by_a_service_that_does_not_own_the_topic_is_refused() -> None:
    (fault,) = faults_of(an_event(of="contracts.feedback"))

    assert fault == "Happened: topic leave.v1 belongs to leave, but it is said by feedback"


def test_an_event_without_a_meaning_is_refused() -> None:
    assert faults_of(an_event(doc=" ")) == ["Happened: has no docstring; say what it means in the world"]


@pytest.mark.parametrize(
    "name", ["leave.refused.v1", "fairlead.leave.v1", "fairlead.leave.Refused.v1", "fairlead.a.b.v0"]
)
def test_a_type_that_is_not_noun_fact_and_major_is_refused(name: str) -> None:
    event = an_event()
    event.type = name

    assert faults_of(event) == [f"Happened: type '{name}' is not fairlead.<noun>.<fact>.vN"]


def test_an_event_without_topic_type_key_and_subject_is_told_each() -> None:
    class Bare(Event):
        """It has nothing."""

    assert [fault.removeprefix("Bare: ") for fault in faults_of(Bare)] == [
        "type None is not fairlead.<noun>.<fact>.vN",
        "has no topic",
        "has no key",
        "has no subject",
    ]


def test_people_events_may_carry_names_but_no_floats() -> None:
    class Weighed(Event):
        """Somebody was weighed."""

        topic: ClassVar[Topic] = Topic.PEOPLE
        type: ClassVar[str] = "fairlead.person.weighed.v1"
        family_name: str
        weight: float

        @property
        def key(self) -> str:
            return "1"

        @property
        def subject(self) -> str:
            return "1"

    Weighed.__module__ = "contracts.registry"

    assert faults_of(Weighed) == ["Weighed: weight is a float; hours, money and WTE are decimal strings"]


def test_an_event_that_few_may_read_may_carry_no_names_for_that() -> None:
    class Whispered(Event):
        """Somebody has something to read."""

        topic: ClassVar[Topic] = Topic.NOTICES
        type: ClassVar[str] = "fairlead.notice.whispered.v1"
        family_name: str

        @property
        def key(self) -> str:
            return "1"

        @property
        def subject(self) -> str:
            return "1"

    Whispered.__module__ = "contracts.leave"

    assert len(faults_of(Whispered)) == 2
    assert all("family_name" in fault for fault in faults_of(Whispered))
