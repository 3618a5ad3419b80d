"""Outbox, relay, door and held records against a simple model, through every mishap at every step.

``MODEL_EXAMPLES=1000 pytest tests/services/chassis/test_model.py`` looks longer than `make test` does.
"""

import contextlib
import os
from collections.abc import Coroutine, Iterator
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from chassis.database import Database, is_passing
from chassis.door import Door, hearings_of
from chassis.door.limits import HeldLimit
from chassis.door.record import StoredRecord
from chassis.door.repair import NotTheFirst, Repair, WaitsForAnother
from chassis.relay import Relay
from chassis.sending import partition_of
from chassis.upkeep import upkeep_job
from chassis.work import UnitOfWork
from tests.postgres import TestPostgres
from tests.services.chassis.broker import ACKNOWLEDGED, ANSWERS, PARTITIONS, Answer, Broker, Place, sender_to
from tests.services.chassis.judging import HEARER, Books, Judge
from tests.services.chassis.mishaps import Cut, Deadlock, Died, Mishap
from tests.services.chassis.toy import FEEDBACK, TODAY, Trouble, a_feedback, toy_handlers
from tests.services.chassis.world import World, a_world

EXAMPLES = int(os.environ.get("MODEL_EXAMPLES", "20"))
STEPS = 30
OPERATOR = uuid4()
UNLIMITED = HeldLimit(most=10**9, share=1.0)
PLACES = [(topic, n) for topic in (FEEDBACK, "notifications.v1") for n in range(PARTITIONS)]
TABLES = "outbox, stream, inbox, stream_position, ledger, held, relay, lease, journal, effect, audit"

mishaps = st.one_of(
    st.none(),
    st.builds(Mishap, st.sampled_from([Died, Cut]), st.integers(1, 20), st.booleans()),
    st.builds(Mishap, st.just(Deadlock), st.integers(1, 20)),
)
trusts = st.sampled_from(["R0A", "R0A", "R0A", "NO", "SICK"])
commands = st.lists(st.tuples(st.integers(0, 4), trusts), min_size=1, max_size=4)


class Delivery(RuleBasedStateMachine):
    """One service that says, and hears itself, with all that can happen to it."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self.world = world
        world.run(world.eye.execute(f"TRUNCATE {TABLES}"))
        world.clock.set(TODAY)
        self.broker = Broker()
        world.patch.setattr("chassis.relay.Sender", sender_to(self.broker))
        self.trouble = Trouble()
        doctors = [uuid4(), uuid4()]
        self.subjects = [(uuid4(), doctors[n % 2]) for n in range(5)]
        self.committed: set[UUID] = set()
        self.declining: set[UUID] = set()
        self.returned: set[UUID] = set()
        self.offsets: dict[Place, int] = dict.fromkeys(PLACES, 0)
        self._start()

    def _start(self) -> None:
        world = self.world
        self.database = Database(world.url, telemetry=world.telemetry, clock=world.clock, pool_size=3)
        hearings = hearings_of(toy_handlers(self.trouble))
        self.door = Door(
            self.database, service=HEARER, hearings=hearings, telemetry=world.telemetry, journal=True, limit=UNLIMITED
        )
        self.relay = Relay(world.url, "", telemetry=world.telemetry, idle_poll=0.0)

    def _attempt(self, deed: Coroutine[Any, Any, Any], mishap: Mishap | None) -> bool:
        """Whether it was carried out; a process that died is started again, a passing error is somebody's to repeat."""
        done, died = False, False
        with self.world.statements.meeting(mishap) as statements:
            try:
                self.world.run(deed)
                done = True
            except Died:
                died = True
            except Exception as error:  # a dead process's connections fail in many ways; a living one's only pass
                if not (statements.dead or is_passing(error)):
                    raise
            died = died or statements.dead
        if died:
            self.world.run(self.database.close())
            self._start()
        return done

    @initialize(events=commands)
    def something_is_said(self, events: list[tuple[int, str]]) -> None:
        self.say(events, False, None)
        self.relay_once(ACKNOWLEDGED, None)

    @rule(events=commands, rolls_back=st.sampled_from([False, False, False, True]), mishap=mishaps)
    def say(self, events: list[tuple[int, str]], rolls_back: bool, mishap: Mishap | None) -> None:
        """A command; who was cut off looks whether all of it was committed, and finds all of it or nothing."""
        said: list[UUID] = []

        async def command() -> None:
            async with self.database.begin() as work:
                for subject, trust in events:
                    feedback, doctor = self.subjects[subject]
                    said.extend(work.say(a_feedback(feedback_id=feedback, doctor_id=doctor, trust=trust)))
                if rolls_back:
                    raise ConnectionError("the command thinks again")

        self._attempt(command(), mishap)
        found = self.world.run(self.world.eye.fetch("SELECT event_id FROM outbox WHERE event_id = ANY($1)", said))
        assert len(found) in {0, len(said)}
        assert not (found and rolls_back)
        if found:
            self.committed.update(said)
            self.declining.update(i for i, (_, trust) in zip(said, events, strict=True) if trust == "NO")

    @rule(answer=st.sampled_from(ANSWERS), mishap=mishaps)
    def relay_once(self, answer: Answer, mishap: Mishap | None) -> None:
        """One turn of the relay, if anything waits."""
        if not self.world.run(self.world.eye.fetchval("SELECT count(*) FROM outbox")):
            return
        self.broker.turn_over.clear()
        self.broker.answers.append(answer)
        self._attempt(self.relay.run(self.broker.turn_over), mishap)
        self.broker.answers.clear()

    @rule(
        nths=st.sets(st.integers(0, 5), min_size=1, max_size=3),
        back=st.sampled_from([0, 0, 0, 1, 3, 1000]),
        many=st.integers(1, 6),
        committed=st.booleans(),
        mishap=mishaps,
    )
    def take(self, nths: set[int], back: int, many: int, committed: bool, mishap: Mishap | None) -> None:
        """A poll from the committed offsets or from before them; the offset commit afterwards may be lost."""
        starts = {place: max(0, self.offsets[place] - back) for place in map(self._place, sorted(nths))}
        taken = self._take({place: (start, start + many) for place, start in starts.items()}, mishap)
        if taken and committed:
            for place, start in starts.items():
                self.offsets[place] = min(start + many, len(self.broker.logs[place]))

    @rule(nth=st.integers(0, 5), skipped=st.integers(1, 3), many=st.integers(1, 4), mishap=mishaps)
    def take_too_early(self, nth: int, skipped: int, many: int, mishap: Mishap | None) -> None:
        """Records beyond some that were never taken: the door sees the gap."""
        place = self._place(nth)
        start = self.offsets[place] + skipped
        self._take({place: (start, start + many)}, mishap)

    def _place(self, nth: int) -> Place:
        """One of the partitions that hold something."""
        places = sorted(self.broker.logs) or PLACES
        return places[nth % len(places)]

    def _take(self, spans: dict[Place, tuple[int, int]], mishap: Mishap | None) -> bool:
        batch = [arrival for place, (start, end) in spans.items() for arrival in self.broker.logs[place][start:end]]
        if not batch:
            return False
        taken = self._attempt(self.door.take([arrival.raw for arrival in batch]), mishap)
        if taken:
            self.returned.update(arrival.id for arrival in batch if arrival.stamp is not None)
        return taken

    @rule(nth=st.integers(0, 5), start=st.integers(0, 8), many=st.integers(1, 4))
    def a_zombie_relay_sends_late(self, nth: int, start: int, many: int) -> None:
        self.broker.append_again(self._place(nth), start, many)

    @rule()
    def the_handler_falls_ill(self) -> None:
        async def fail(_: UnitOfWork) -> None:
            raise RuntimeError("a fault of the handler")

        self.trouble.by_trust["SICK"] = fail

    @rule()
    def the_handler_is_mended(self) -> None:
        self.trouble.by_trust.clear()

    @rule(subject=st.integers(0, 4))
    def a_stranger_writes_rubbish(self, subject: int) -> None:
        key = str(self.subjects[subject][1]).encode()
        self.broker.append(StoredRecord(FEEDBACK, partition_of(key, PARTITIONS), 0, key, b"{", []))

    @rule(nth=st.integers(0, 5), mishap=mishaps)
    def replay(self, nth: int, mishap: Mishap | None) -> None:
        """An operator tries again what is held under a key; what still fails stays held."""
        if held := self._held():
            self._attempt(self._repair().replay(held[nth % len(held)], by=OPERATOR, reason="mended"), mishap)

    @rule(nth=st.integers(0, 5), mishap=mishaps)
    def discard(self, nth: int, mishap: Mishap | None) -> None:
        """An operator lets go of one, if it is the first of its key and waits for no other."""
        if held := self._held():
            self._attempt(self._discarded(held[nth % len(held)]), mishap)

    async def _discarded(self, held_id: int) -> None:
        with contextlib.suppress(NotTheFirst, WaitsForAnother):
            await self._repair().discard(held_id, by=OPERATOR, reason="rubbish")

    def _repair(self) -> Repair:
        return Repair(self.door, self.database, self.world.telemetry)

    def _held(self) -> list[int]:
        rows = self.world.run(self.world.eye.fetch("SELECT id FROM held WHERE state = 'held' ORDER BY id"))
        return [row["id"] for row in rows]

    @rule(mishap=mishaps)
    def release_gaps(self, mishap: Mishap | None) -> None:
        self._attempt(self.door.release_gaps(), mishap)

    @rule(days=st.sampled_from([0, 1, 31]), mishap=mishaps)
    def time_passes_and_the_inbox_forgets(self, days: int, mishap: Mishap | None) -> None:
        self.world.clock.forward(days=days, hours=1)
        self._attempt(upkeep_job(30).run(self.database.begin), mishap)  # type: ignore[arg-type]

    @invariant()
    def the_books_are_true(self) -> None:
        self._judged()

    def _judged(self) -> Judge:
        books = self.world.run(Books.read(self.world.eye))
        judge = Judge(books, self.broker, committed=self.committed, no_effect=self.declining)
        judge.nothing_is_lost_and_nothing_is_a_ghost()
        judge.streams_are_numbered_without_gaps_and_logged_in_order()
        judge.effects_are_once_and_in_order()
        judge.everything_taken_is_ended_or_held()
        judge.both_ledgers_count_the_truth()
        judge.what_the_door_returned_for_is_taken(self.returned)
        return judge

    def teardown(self) -> None:
        """Everything is mended, and everything arrives."""
        try:
            self.the_handler_is_mended()
            for _ in range(3):  # commands, what they cause, and what replaying causes
                self.relay_once(ACKNOWLEDGED, None)
                self._take({place: (0, len(self.broker.logs[place])) for place in PLACES}, None)
                self._see_to_all_that_is_held()
            self._judged().all_is_at_rest()
        finally:
            self.world.run(self.database.close())

    def _see_to_all_that_is_held(self) -> None:
        """What can be applied is; what never can, because nobody can read it, is let go."""
        before: list[int] = []
        while (held := self._held()) != before:
            before = held
            for held_id in held:
                self.world.run(self._repair().replay(held_id, by=OPERATOR, reason="mended"))
            unreadable = "SELECT id FROM held WHERE state = 'held' AND reason = 'unreadable' ORDER BY id"
            for row in self.world.run(self.world.eye.fetch(unreadable)):
                self.world.run(self._discarded(row["id"]))


@pytest.fixture
def world(postgres: TestPostgres, toy_template: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    with a_world(postgres, toy_template, monkeypatch) as world:
        yield world


def test_nothing_that_can_happen_loses_doubles_or_reorders_an_event(world: World) -> None:
    run_state_machine_as_test(
        partial(Delivery, world),  # type: ignore[arg-type]  # it calls what it is given, class or not
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            print_blob=True,
            phases=set(Phase) - ({Phase.shrink} if os.environ.get("MODEL_SHRINKS") == "no" else set()),
            suppress_health_check=list(HealthCheck),
        ),
    )
