"""What a type may become and what it may not: each evolution is one that somebody could propose in good faith."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

import pytest
from pydantic import Field, StringConstraints, create_model

from contracts import Event, Part, Topic
from contracts.schema import compare, schema_of


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


Fewer = StrEnum("Fewer", {"RED": "red"})
More = StrEnum("More", {"RED": "red", "BLUE": "blue", "GREEN": "green"})
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Longer = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3,5}$")]


class Tall(Part):
    shape: Literal["tall"]
    metres: int


class Wide(Part):
    shape: Literal["wide"]


class Deep(Part):
    shape: Literal["deep"]


class TallInFeet(Part):
    shape: Literal["tall"]
    feet: int


class Inner(Part):
    inner_id: UUID


class InnerMore(Part):
    inner_id: UUID
    since: date


def tagged(*arms: Any) -> Any:
    union = arms[0]
    for arm in arms[1:]:
        union = union | arm
    return Annotated[union, Field(discriminator="shape")]


BEFORE: dict[str, Any] = {
    "leave_id": (UUID, ...),
    "colour": (Colour, ...),
    "code": (Code, ...),
    "days": (int, ...),
    "hours": (Decimal, ...),
    "asked_on": (date | None, None),
    "deputy": (bool, False),
    "shape": (tagged(Tall, Wide), ...),
    "inner": (Inner, ...),
    "trusts": (tuple[Code, ...], ()),
}


class Known(Event):
    topic: ClassVar[Topic] = Topic.LEAVE
    type: ClassVar[str] = "fairlead.leave.known.v1"


def known(**changes: Any) -> type[Event]:
    fields = {name: kind for name, kind in (BEFORE | changes).items() if kind is not None}
    return create_model("Known", __base__=Known, **fields)


def breaches(*, notice: bool = False, **changes: Any) -> list[tuple[str, str]]:
    found = compare(schema_of(known()), schema_of(known(**changes)))
    return [(breach.field, breach.rule) for breach in found if breach.notice is notice]


def test_a_type_that_did_not_change_is_compatible() -> None:
    assert compare(schema_of(known()), schema_of(known())) == []


@pytest.mark.parametrize(
    "kind", [(date | None, None), (int, 0), (bool, True), (tuple[UUID, ...], ()), (Colour, Colour.RED)]
)
def test_a_new_optional_field_with_a_default_is_compatible(kind: Any) -> None:
    assert breaches(fresh=kind) == []


def test_a_new_docstring_is_no_change_of_the_type() -> None:
    reworded = create_model("Known", __base__=Known, __doc__="Said in better words.", **BEFORE)

    assert compare(schema_of(known()), schema_of(reworded)) == []


@pytest.mark.parametrize(
    ("changes", "field", "rule"),
    [
        ({"days": None}, "days", "a field is never removed or renamed"),
        ({"fresh": (int, ...)}, "fresh", "a new field is optional and has a default"),
        ({"asked_on": (date | None, ...)}, "asked_on", "a field stays as required as it was"),
        ({"days": (int, 0)}, "days", "a field stays as required as it was"),
        ({"deputy": (bool, True)}, "deputy", "a default keeps its meaning"),
        ({"days": (float, ...)}, "days", "an integer does not become a float"),
        ({"days": (Decimal, ...)}, "days", "a field keeps its kind"),
        ({"hours": (int, ...)}, "hours", "a field keeps its kind"),
        ({"leave_id": (Code, ...)}, "leave_id", "a field keeps its kind"),
        ({"leave_id": (int, ...)}, "leave_id", "a field keeps its kind"),
        ({"colour": (Code, ...)}, "colour", "a field keeps its kind"),
        ({"inner": (UUID, ...)}, "inner", "a field keeps its kind"),
        ({"trusts": (tuple[UUID, ...], ())}, "trusts[]", "a field keeps its kind"),
        ({"code": (Longer, ...)}, "code", "a field keeps its bounds, neither wider nor narrower"),
        ({"days": (Annotated[int, Field(ge=0)], ...)}, "days", "a field keeps its bounds, neither wider nor narrower"),
        ({"code": (Code | None, ...)}, "code", "null is not let in or shut out"),
        ({"asked_on": (date, None)}, "asked_on", "null is not let in or shut out"),
        ({"colour": (Fewer, ...)}, "colour", "a closed list only grows"),
        ({"shape": (tagged(Wide, Deep), ...)}, "shape", "a closed list only grows"),
        ({"shape": (tagged(TallInFeet, Wide), ...)}, "shape<tall>.metres", "a field is never removed or renamed"),
        ({"shape": (Tall, ...)}, "shape", "a field keeps its kind"),
        ({"inner": (InnerMore, ...)}, "inner.since", "a new field is optional and has a default"),
    ],
)
def test_an_evolution_that_some_reader_or_writer_would_not_survive_is_named(
    changes: dict[str, Any], field: str, rule: str
) -> None:
    assert (field, rule) in breaches(**changes)


@pytest.mark.parametrize(
    ("changes", "field"), [({"colour": (More, ...)}, "colour"), ({"shape": (tagged(Tall, Wide, Deep), ...)}, "shape")]
)
def test_a_closed_list_that_grows_is_a_notice_and_no_breach(changes: dict[str, Any], field: str) -> None:
    assert breaches(**changes) == []
    assert breaches(notice=True, **changes) == [(field, "a closed list grows")]


def test_a_type_that_moves_to_another_topic_is_refused() -> None:
    class Moved(Known):
        topic: ClassVar[Topic] = Topic.FEEDBACK

    (breach,) = compare(schema_of(Known), schema_of(Moved))

    assert str(breach) == "the event: an aggregate has one topic for life (leave.v1 → feedback.v1)"
