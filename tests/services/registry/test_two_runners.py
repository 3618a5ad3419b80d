"""Two processes at one import after a lease ran out: it is counted and completed once."""

import asyncio
from typing import Any
from uuid import UUID

import pytest

from contracts.registry import ImportCompleted, PlacementCancelled
from services.registry import store
from services.registry.jobs import importing
from tests.services.registry.conftest import Registry
from tests.unit.registry.sheets import CREATE, LIMITS, a_placement, csv, sheet


def placements(many: int) -> bytes:
    return csv(sheet(CREATE, *(a_placement(**{"GMC Number": 7_000_010 + n}) for n in range(many))))


async def overtaken(region: Registry, monkeypatch: pytest.MonkeyPatch, at: str, content: bytes, **flags: Any) -> Any:
    """Before our runner's step, another one brings the whole import in; the import as it is in the end."""
    sent = await region.sends("placements", content, **flags)
    step = getattr(importing, at)
    done = False

    async def late(*args: Any) -> Any:
        nonlocal done
        if not done:
            done = True
            await importing.bring_in(region.driver.begin, limits=LIMITS)
        return await step(*args)

    monkeypatch.setattr(importing, at, late)
    with pytest.raises(LookupError, match="another process"):
        await region.driver.run_job("imports")
    return await region.gets(f"imports/{sent.json()['id']}")


async def test_an_import_is_completed_once(region: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    before = len(await region.said(ImportCompleted))

    ended = await overtaken(region, monkeypatch, "_complete", placements(2))

    assert (ended["state"], ended["report"]["added"]) == ("done", 2)
    assert len(await region.said(ImportCompleted)) == before + 1


async def test_a_dry_run_is_counted_once(region: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    ended = await overtaken(region, monkeypatch, "_report", placements(2), dry_run=True)

    assert (ended["state"], ended["report"]["rows"]) == ("done", 2)


async def test_what_a_snapshot_lacks_is_cancelled_by_the_runner_that_holds_it(
    region: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    await region.reports("placements", placements(3))

    ended = await overtaken(region, monkeypatch, "_cancel_absent", placements(2), snapshot=True, confirm=True)

    assert (ended["state"], ended["report"]["absent"]) == ("done", 1)
    assert len(await region.said(PlacementCancelled)) == 1


async def test_a_late_runner_cannot_fail_what_another_has_completed(
    region: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = await region.sends("placements", placements(1))

    async def read_too_late(*_: object, **__: object) -> Any:
        monkeypatch.undo()
        await importing.bring_in(region.driver.begin, limits=LIMITS)
        raise importing.CannotRead("the file is damaged")

    monkeypatch.setattr(importing.asyncio, "to_thread", read_too_late)
    with pytest.raises(LookupError, match="another process"):
        await region.driver.run_job("imports")

    assert (await region.gets(f"imports/{sent.json()['id']}"))["state"] == "done"


async def test_an_import_that_ends_while_another_reaches_for_it_stays_ended(region: Registry) -> None:
    sent = await region.sends("placements", placements(1))
    import_id = UUID(sent.json()["id"])

    async def reaches() -> object:
        async with region.driver.begin() as work:
            return await store.attempt(work)

    async with region.driver.begin() as work:
        assert await store.hold_import(work, import_id, done=0)
        await store.end(work, import_id, "done")
        reaching = asyncio.create_task(reaches())
        await asyncio.sleep(0.3)
        assert not reaching.done()

    assert await reaching is None
    assert (await region.gets(f"imports/{import_id}"))["state"] == "done"
