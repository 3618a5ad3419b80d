"""What was published and can never be taken back: one folder per type, one schema and golden message per revision."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from contracts._event import Event
from contracts.schema.compatibility import compare
from contracts.schema.golden import golden_of
from contracts.schema.lint import faults_of
from contracts.schema.shape import schema_of, structure_of

FOLDER = Path(__file__).parent.parent / "released"
LOCK = "hashes.json"


class Refused(Exception):
    """The language may not be released as it is; one argument per reason."""


@dataclass(frozen=True, slots=True)
class Released:
    """One revision of one type, as it was published."""

    type: str
    revision: int
    schema: Mapping[str, Any]
    golden: Mapping[str, Any]


_Past = Mapping[str, list[Released]]


def released_of(folder: Path = FOLDER) -> list[Released]:
    """Every revision ever published, by type, oldest first."""
    found = [
        Released(
            type=path.parent.name,
            revision=int(path.name.split(".")[0]),
            schema=json.loads(path.read_text()),
            golden=json.loads(path.with_name(path.name.replace("schema", "golden")).read_text()),
        )
        for path in folder.glob("*/*.schema.json")
    ]
    return sorted(found, key=lambda revision: (revision.type, revision.revision))


def check(events: Iterable[type[Event]], folder: Path = FOLDER) -> list[str]:
    """Everything wrong with the language as it stands against what was published; empty when it may go out."""
    events, past = list(events), _history(folder)
    unreleased = [
        f"{event.type}: differs from its newest revision; run: python -m contracts release"
        for event in _unreleased(events, past)
    ]
    return [*tampered(folder), *_refusals(events, past), *unreleased]


def release(events: Iterable[type[Event]], folder: Path = FOLDER) -> list[str]:
    """Add a revision for each type whose structure is new, and return their names. Raises Refused, writing nothing."""
    events, past = list(events), _history(folder)
    if refusals := [*tampered(folder), *_refusals(events, past)]:
        raise Refused(*refusals)
    fresh = [_next(event, len(past.get(event.type, ())) + 1) for event in _unreleased(events, past)]
    for revision in fresh:
        _keep(folder / revision.type / f"{revision.revision}.schema.json", revision.schema)
        _keep(folder / revision.type / f"{revision.revision}.golden.json", revision.golden)
    _keep(folder / LOCK, {name: _hash(folder / name) for name in _files(folder)})
    return [f"{revision.type} revision {revision.revision}" for revision in fresh]


def notices(events: Iterable[type[Event]], folder: Path = FOLDER) -> list[str]:
    """What is allowed but asks for care: closed lists that grew since a release."""
    past = _history(folder)
    return [reason for event in events for reason in _differences(event, past, notice=True)]


def tampered(folder: Path = FOLDER) -> list[str]:
    """Published files that changed, went away, or came from somewhere else: the lock knows each one's hash."""
    lock = json.loads((folder / LOCK).read_text()) if (folder / LOCK).exists() else {}
    files = set(_files(folder))
    return [
        *(f"{name}: is gone; published files stay" for name in sorted(lock.keys() - files)),
        *(f"{name}: is not in {LOCK}; only a release writes here" for name in sorted(files - lock.keys())),
        *(
            f"{name}: was changed after its release; restore it"
            for name in sorted(files & lock.keys())
            if _hash(folder / name) != lock[name]
        ),
    ]


def _history(folder: Path) -> _Past:
    past: dict[str, list[Released]] = {}
    for revision in released_of(folder):
        past.setdefault(revision.type, []).append(revision)
    return past


def _refusals(events: list[type[Event]], past: _Past) -> Iterator[str]:
    for name in sorted(past.keys() - {event.type for event in events}):
        yield f"{name}: was released and has left the language; bring its model back"
    for event in events:
        yield from faults_of(event)
        yield from _differences(event, past, notice=False)
        yield from _unread(event, past)


def _differences(event: type[Event], past: _Past, *, notice: bool) -> Iterator[str]:
    remedy = "" if notice else f"; keep it as it was and make {_next_major(event.type)}"
    today = schema_of(event)
    for revision in past.get(event.type, ()):
        for breach in compare(revision.schema, today):
            if breach.notice is notice:
                yield f"{event.type} against revision {revision.revision}: {breach}{remedy}"


def _unread(event: type[Event], past: _Past) -> Iterator[str]:
    """Golden messages that today's reader refuses, or whose key or subject moved: an aggregate keeps both for life."""
    for revision in past.get(event.type, ()):
        golden, where = revision.golden, f"{event.type} golden message {revision.revision}"
        try:
            fact = event.read(json.dumps(golden["data"]).encode())
        except ValidationError as error:
            yield f"{where}: no longer read ({error.error_count()} errors, first at {error.errors()[0]['loc']})"
            continue
        if (fact.key, fact.subject) != (golden["key"], golden["headers"]["ce_subject"]):
            yield f"{where}: its key or subject moved; an aggregate keeps both for life"


def _next_major(name: str) -> str:
    stem, _, major = name.rpartition(".v")
    return f"{stem}.v{int(major) + 1}"


def _unreleased(events: list[type[Event]], past: _Past) -> list[type[Event]]:
    newest = {name: structure_of(revisions[-1].schema) for name, revisions in past.items()}
    return [event for event in events if newest.get(event.type) != structure_of(schema_of(event))]


def _next(event: type[Event], revision: int) -> Released:
    return Released(event.type, revision, schema_of(event), golden_of(event))


def _keep(path: Path, document: Mapping[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.glob("*/*.json"))


def _hash(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
