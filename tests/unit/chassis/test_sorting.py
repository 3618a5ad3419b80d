"""Arbitrary arrivals against a model: no key reordered, no version applied twice, every arrival ends exactly once."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import NAMESPACE_OID, uuid4, uuid5

from hypothesis import given
from hypothesis import strategies as st

from chassis.cloudevents import headers_of
from chassis.door.books import FirstHeld
from chassis.door.record import Arrival, StoredRecord, read
from chassis.door.sorting import Due, Known, Sorting, waves
from chassis.hearing import Hearing
from contracts import Stamp
from contracts.feedback import FeedbackGiven
from contracts.notifications import NotificationFailed, NotificationSent

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
BODY = (
    FeedbackGiven(
        feedback_id=uuid4(), doctor_id=uuid4(), giver_id=uuid4(), trust="R0A", activity_date=AT.date(), given_at=AT
    )
).write()


async def _run(*_: object) -> None: ...


FEEDBACK = Hearing("feedback", (FeedbackGiven,), _run, batch=False)
HEARINGS = {FeedbackGiven.type: FEEDBACK}


def an_arrival(
    key: str, subject: str, version: int, *, offset: int = 0, type_: str = FeedbackGiven.type, body: bytes = BODY
) -> Arrival:
    event_id = uuid5(NAMESPACE_OID, f"{key}/{subject}/{version}")
    stamp = Stamp(event_id, type_, "/s", subject, key, version, AT, event_id, None, "")
    return read(StoredRecord("feedback.v1", 0, offset, key.encode(), body, headers_of(stamp)))


def sort(*arrivals: Arrival, **known: object) -> Sorting:
    facts = {"positions": {}, "held": {}, **known}
    return Sorting(HEARINGS, Known(**facts)).sort(arrivals)


def endings(sorting: Sorting) -> list[Arrival]:
    applied = [one.arrival for one in sorting.due]
    held = [holding.arrival for holding in sorting.held]
    return [*applied, *held, *sorting.ignored, *sorting.declined, *sorting.known_already]


@dataclass
class Shelf:
    """What the database remembers between batches, and what the door does with it."""

    inbox: set[object] = field(default_factory=set)
    positions: dict[tuple[str, str], int] = field(default_factory=dict)
    held: list[tuple[Arrival, str]] = field(default_factory=list)
    applied: list[Arrival] = field(default_factory=list)
    passed: list[Arrival] = field(default_factory=list)

    def take(self, batch: list[Arrival], *, bad: set[object], declined: set[object]) -> Sorting:
        first: dict[tuple[str, str], FirstHeld] = {}
        for arrival, reason in self.held:
            first.setdefault((arrival.topic, arrival.key), FirstHeld(reason, arrival.stamp and arrival.stamp.subject))
        new = [arrival for arrival in batch if arrival.id not in self.inbox]
        failed = dict.fromkeys(bad, "RuntimeError")
        sorting = Sorting(HEARINGS, Known(dict(self.positions), first, failed=failed)).sort(new)
        for one in [due for due in sorting.due if due.arrival.id in declined]:
            sorting.decline(one)
        sorting.known_already += [arrival for arrival in batch if arrival.id in self.inbox]
        self.inbox |= {arrival.id for arrival in new}
        self.positions.update(sorting.reached)
        self.applied += [one.arrival for one in sorting.due]
        self.passed += [*sorting.ignored, *sorting.declined]
        self.held += [(holding.arrival, holding.reason) for holding in sorting.held]
        return sorting


ARRIVALS = st.lists(
    st.tuples(st.sampled_from("AB"), st.sampled_from("xy"), st.integers(1, 5)).map(
        lambda t: an_arrival(t[0], t[0] + t[1], t[2])
    ),
    max_size=40,
)


@given(ARRIVALS, st.integers(1, 10), st.sets(st.integers(0, 19)), st.sets(st.integers(0, 19)))
def test_whatever_arrives_each_version_ends_once_and_no_key_is_reordered(arrivals, size, bad, declined) -> None:
    every = [an_arrival(k, k + s, v).id for k in "AB" for s in "xy" for v in range(1, 6)]
    shelf = Shelf()
    for start in range(0, len(arrivals), size):
        batch = arrivals[start : start + size]
        sorting = shelf.take(batch, bad={every[n] for n in bad}, declined={every[n] for n in declined})
        assert Counter(map(id, endings(sorting))) == Counter(map(id, batch)), "an arrival ended twice, or not at all"
        passed_over = set(map(id, sorting.known_already))
        assert sorted(map(id, sorting.taken)) == sorted(id(a) for a in batch if id(a) not in passed_over)

    applied = [a.id for a in shelf.applied]
    assert len(applied) == len(set(applied))
    done = [*shelf.applied, *shelf.passed]
    for subject in ("Ax", "Ay", "Bx", "By"):
        versions = [a.stamp.sequence for a in shelf.applied if a.stamp.subject == subject]
        assert versions == sorted(versions)
        ended = {a.stamp.sequence for a in done if a.stamp.subject == subject}
        assert ended == set(range(1, len(ended) + 1)), "a gap was jumped"
        assert shelf.positions.get(("feedback.v1", subject), 0) == len(ended)
    kept = [a.id for a, _ in shelf.held]
    assert len(kept) == len(set(kept))
    assert not set(kept) & {a.id for a in done}
    assert set(kept) | {a.id for a in done} == {a.id for a in arrivals}, "an event is neither done nor held"


def test_an_event_twice_in_a_batch_is_taken_once() -> None:
    one, again = an_arrival("A", "x", 1), an_arrival("A", "x", 1, offset=7)
    sorting = sort(one, again)
    assert ([due.arrival for due in sorting.due], sorting.known_already) == ([one], [again])


def test_a_version_at_or_below_its_position_is_known_though_the_inbox_forgot_it() -> None:
    one, two, three = (an_arrival("A", "x", n) for n in (1, 2, 3))
    sorting = sort(one, two, three, positions={("feedback.v1", "x"): 2})
    assert (sorting.known_already, [d.arrival for d in sorting.due]) == ([one, two], [three])
    assert sorting.taken == [three]


def test_a_type_on_a_topic_where_it_does_not_belong_is_held() -> None:
    [holding] = sort(an_arrival("A", "x", 1)._replace(topic="people.v1", stream=("people.v1", "x"))).held
    assert (holding.reason, holding.detail) == ("unreadable", f"{FeedbackGiven.type} belongs on feedback.v1")


def test_a_gap_names_the_versions_on_its_sides() -> None:
    [holding] = sort(an_arrival("A", "x", 4), positions={("feedback.v1", "x"): 1}).held
    assert (holding.reason, holding.detail) == ("gap", "version 4 came after 1")


def test_a_compacted_topic_knows_no_gap_but_takes_no_older_version() -> None:
    on_people = [
        an_arrival("A", "x", version, type_="fairlead.unheard.of.v1")._replace(
            topic="people.v1", stream=("people.v1", "x")
        )
        for version in (7, 3, 9)
    ]
    sorting = sort(*on_people)
    assert sorting.ignored == [on_people[0], on_people[2]]
    assert sorting.known_already == [on_people[1]]


def test_only_the_missing_version_passes_a_held_gap() -> None:
    held = {("feedback.v1", "A"): FirstHeld("gap", "x")}
    positions = {("feedback.v1", "x"): 1}
    other, later, missing = an_arrival("A", "y", 1), an_arrival("A", "x", 4), an_arrival("A", "x", 2)
    sorting = sort(other, later, missing, held=held, positions=positions)
    assert [d.arrival for d in sorting.due] == [missing]
    assert [h.reason for h in sorting.held] == ["behind", "behind"]
    assert sorting.filled == {("feedback.v1", "A")}


def test_nothing_passes_a_record_held_for_cause() -> None:
    for reason in ("failed", "unreadable", "behind"):
        sorting = sort(an_arrival("A", "x", 1), held={("feedback.v1", "A"): FirstHeld(reason, "x")})
        assert [h.reason for h in sorting.held] == ["behind"]


def test_an_unknown_type_advances_its_stream() -> None:
    unknown, known = an_arrival("A", "x", 1, type_="fairlead.feedback.given.v9"), an_arrival("A", "x", 2)
    sorting = sort(unknown, known)
    assert (sorting.ignored, [d.arrival for d in sorting.due]) == ([unknown], [known])


def test_the_fault_of_a_body_is_told_without_its_content() -> None:
    [holding] = sort(an_arrival("A", "x", 1, body=b'{"giver_id": "Dr Ann Other"}')).held
    assert holding.reason == "unreadable"
    assert "Other" not in holding.detail


SENT, FAILED = (
    Hearing("sent", (NotificationSent,), _run, batch=True),
    Hearing("failed", (NotificationFailed,), _run, batch=True),
)


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from([FEEDBACK, SENT, FAILED])), max_size=30))
def test_waves_keep_each_keys_order_and_lose_nothing(log) -> None:
    due = [Due(an_arrival(key, f"s{n}", 1, offset=n), hearing, None) for n, (key, hearing) in enumerate(log)]
    found = waves(due)

    run = [one for wave in found for group in wave.values() for one in group]
    assert sorted(one.arrival.raw.offset for one in run) == list(range(len(due)))
    for key in "ABC":
        offsets = [one.arrival.raw.offset for one in run if one.arrival.key == key]
        assert offsets == sorted(offsets)
    assert all(one.hearing.name == name for wave in found for name, group in wave.items() for one in group)
    assert all(wave for wave in found)


def test_keys_that_do_not_meet_share_a_wave() -> None:
    due = [Due(an_arrival(key, key, 1), hearing, None) for key, hearing in [("A", SENT), ("B", FAILED), ("C", SENT)]]
    assert [{name: len(group) for name, group in wave.items()} for wave in waves(due)] == [{"sent": 2, "failed": 1}]
