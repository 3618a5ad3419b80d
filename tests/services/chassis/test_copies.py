"""A copy of what others own is as they last said it, at one statement a batch."""

from collections import Counter
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from chassis.copies import amend_rows, keep_as_said, keep_rows
from tests.services.chassis.conftest import Toy
from tests.services.chassis.toy import thing
from tests.services.statements import counted

ONE, TWO, THREE = sorted(uuid4() for _ in range(3))


async def things(toy: Toy) -> dict[UUID, tuple[str | None, int | None]]:
    async with toy.begin() as work:
        return {row["id"]: (row["name"], row["version"]) for row in await work.all(select(thing))}


async def test_what_is_said_again_takes_the_place_of_what_was_said_before(toy: Toy) -> None:
    async with toy.begin() as work:
        await keep_rows(work, thing, [_row(TWO, "two"), _row(ONE, "one")])
        await keep_rows(work, thing, [_row(ONE, "uno")])

    assert await things(toy) == {ONE: ("uno", 1), TWO: ("two", 1)}


async def test_a_null_leaves_what_stands_in_the_one_column_that_is_named(toy: Toy) -> None:
    async with toy.begin() as work:
        await keep_rows(work, thing, [_row(ONE, "one"), _row(TWO, "two")])
        await keep_rows(work, thing, [_row(ONE, None, None)], unless_null=["name"])

    assert await things(toy) == {ONE: ("one", None), TWO: ("two", 1)}


async def test_an_amended_row_keeps_its_other_columns_and_an_unknown_one_is_not_made(toy: Toy) -> None:
    async with toy.begin() as work:
        await keep_rows(work, thing, [_row(ONE, "one")])
        await amend_rows(work, thing, [{"id": ONE, "version": 7}, {"id": TWO, "version": 8}])

    assert await things(toy) == {ONE: ("one", 7)}


async def test_a_batch_is_kept_as_its_last_word_on_each_row(toy: Toy) -> None:
    async with toy.begin() as work:
        await keep_rows(work, thing, [_row(THREE, "three")])
        said = [_row(ONE, "one"), {"id": ONE, "version": 2}, {"id": TWO, "version": 3}, _row(TWO, "two")]
        said += [{"id": THREE, "version": 4}, {"id": uuid4(), "version": 5}]
        await keep_as_said(work, thing, said, amending=["version"])

    assert await things(toy) == {ONE: ("one", 2), TWO: ("two", 1), THREE: ("three", 4)}


@pytest.mark.parametrize("amending", [[], ["version"]])
async def test_a_row_that_is_neither_whole_nor_amends_is_not_passed_over_in_silence(
    toy: Toy, amending: list[str]
) -> None:
    async with toy.begin() as work:
        with pytest.raises(ValueError, match=r"a row of thing has \['id', 'name'\]"):
            await keep_as_said(work, thing, [_row(ONE, "one"), {"id": TWO, "name": "two"}], amending=amending)


async def test_what_is_set_stands_in_the_one_column_that_is_named(toy: Toy) -> None:
    async with toy.begin() as work:
        await keep_rows(work, thing, [_row(ONE, "one", None), _row(TWO, "two")])
        await amend_rows(work, thing, [{"id": ONE, "version": 7}, {"id": TWO, "version": 8}], unless_set="version")

    assert await things(toy) == {ONE: ("one", 7), TWO: ("two", 1)}


async def test_three_hundred_rows_cost_the_statements_of_three(toy: Toy) -> None:
    await _cost(toy, 1)  # the driver learns the types of arrays

    assert await _cost(toy, 3) == await _cost(toy, 300) == {"INSERT thing": 1, "UPDATE thing": 1}
    assert await _cost(toy, 0) == {}


async def _cost(toy: Toy, many: int) -> Counter[str]:
    rows = [_row(uuid4(), "new") for _ in range(many)]
    async with toy.begin() as work:
        with counted() as found:
            await keep_rows(work, thing, rows)
            await amend_rows(work, thing, [{"id": row["id"], "version": 2} for row in rows])
    return found


def _row(which: UUID, name: str | None, version: int | None = 1) -> dict[str, Any]:
    return {"id": which, "name": name, "version": version}
