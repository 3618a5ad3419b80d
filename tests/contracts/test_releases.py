"""Releasing: revisions are only ever added, and a release that would break a reader writes nothing."""

import json
import subprocess
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

import pytest
from pydantic import create_model

from contracts import EVENTS, Event, Topic, __main__
from contracts.schema import Refused, check, release, released_of, tampered
from contracts.vocabulary import OdsCode


class Asked(Event):
    """A doctor asked."""

    topic: ClassVar[Topic] = Topic.LEAVE
    type: ClassVar[str] = "fairlead.leave.asked.v1"

    leave_id: UUID
    doctor_id: UUID

    @property
    def key(self) -> str:
        return str(self.doctor_id)

    @property
    def subject(self) -> str:
        return str(self.leave_id)


Asked.__module__ = "contracts.leave"


class Rekeyed(Asked):
    """A doctor asked, and somebody had an idea."""

    @property
    def key(self) -> str:
        return str(self.leave_id)


Rekeyed.__module__ = "contracts.leave"


def asked(**fields: Any) -> type[Event]:
    return create_model("Asked", __base__=Asked, __module__="contracts.leave", __doc__="A doctor asked.", **fields)


def written(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_first_release_keeps_schema_golden_message_and_their_hashes(tmp_path: Path) -> None:
    assert release([Asked], tmp_path) == ["fairlead.leave.asked.v1 revision 1"]

    home = "fairlead.leave.asked.v1"
    assert written(tmp_path).keys() == {f"{home}/1.schema.json", f"{home}/1.golden.json", "hashes.json"}
    assert check([Asked], tmp_path) == tampered(tmp_path) == []


def test_releasing_again_changes_no_byte(tmp_path: Path) -> None:
    release([Asked], tmp_path)
    before = written(tmp_path)

    assert release([Asked], tmp_path) == []
    assert written(tmp_path) == before


def test_a_compatible_change_is_asked_for_and_becomes_the_next_revision_beside_the_first(tmp_path: Path) -> None:
    release([Asked], tmp_path)
    before = written(tmp_path)
    grown = asked(trust=(OdsCode | None, None))

    (fault,) = check([grown], tmp_path)
    assert fault.startswith("fairlead.leave.asked.v1: differs from its newest revision")
    assert release([grown], tmp_path) == ["fairlead.leave.asked.v1 revision 2"]

    assert [it.revision for it in released_of(tmp_path)] == [1, 2]
    assert {name: body for name, body in written(tmp_path).items() if "/1." in name}.items() <= before.items()
    assert check([grown], tmp_path) == []


def test_an_incompatible_change_is_refused_with_rule_field_and_remedy_and_writes_nothing(tmp_path: Path) -> None:
    release([Asked], tmp_path)
    before = written(tmp_path)

    with pytest.raises(Refused) as refused:
        release([asked(trust=(OdsCode, ...))], tmp_path)

    assert refused.value.args[0] == (
        "fairlead.leave.asked.v1 against revision 1: trust: a new field is optional and has a default (required);"
        " keep it as it was and make fairlead.leave.asked.v2"
    )
    assert written(tmp_path) == before


def test_every_earlier_revision_counts_not_only_the_newest(tmp_path: Path) -> None:
    release([Asked], tmp_path)
    release([asked(trust=(OdsCode | None, None))], tmp_path)

    (fault, _) = check([asked()], tmp_path)

    assert "against revision 2: trust: a field is never removed" in fault


def test_a_type_that_left_the_language_is_missed(tmp_path: Path) -> None:
    release([Asked], tmp_path)

    assert check([], tmp_path) == [
        "fairlead.leave.asked.v1: was released and has left the language; bring its model back"
    ]


def test_an_aggregate_that_is_keyed_anew_is_found_by_its_golden_message(tmp_path: Path) -> None:
    release([Asked], tmp_path)

    (fault,) = check([Rekeyed], tmp_path)

    assert fault == (
        "fairlead.leave.asked.v1 golden message 1: its key or subject moved; an aggregate keeps both for life"
    )


def test_a_published_file_that_was_edited_removed_or_slipped_in_is_named(tmp_path: Path) -> None:
    release([Asked], tmp_path)
    home = tmp_path / "fairlead.leave.asked.v1"
    schema = json.loads((home / "1.schema.json").read_text())

    (home / "1.schema.json").write_text(json.dumps(schema | {"title": "Edited"}))
    (home / "2.golden.json").write_text("{}")
    assert [fault.split(":")[1].strip() for fault in tampered(tmp_path)] == [
        "is not in hashes.json; only a release writes here",
        "was changed after its release; restore it",
    ]

    (home / "1.schema.json").unlink()
    assert "fairlead.leave.asked.v1/1.schema.json: is gone; published files stay" in tampered(tmp_path)


def test_an_event_that_breaks_the_rules_of_the_language_is_not_released(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="comment is free text"):
        release([asked(comment=(str, ...))], tmp_path)

    assert written(tmp_path) == {}


def test_beginning_again_is_possible_until_a_tag_has_published_the_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "released"
    monkeypatch.setattr(__main__, "FOLDER", folder)
    monkeypatch.setattr(__main__, "FILE", tmp_path / "asyncapi.yaml")
    git(tmp_path, "init", "--quiet")
    assert __main__.main(["release", "--restart"]) == 0
    first = written(tmp_path / "released")
    assert len(first) == 2 * len(EVENTS) + 1

    (folder / "hashes.json").write_text("{}")
    assert __main__.main(["release"]) == 1
    assert __main__.main(["release", "--restart"]) == 0
    assert written(folder) == first

    git(tmp_path, "commit", "--quiet", "--allow-empty", "--message", "published")
    git(tmp_path, "tag", "v1")
    capsys.readouterr()
    assert __main__.main(["release", "--restart"]) == 1
    assert "a tag has published it" in capsys.readouterr().err
    assert written(folder) == first
    assert __main__.main(["release"]) == 0


def test_outside_a_repository_nothing_begins_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(__main__, "FOLDER", tmp_path / "released")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    assert __main__.main(["release", "--restart"]) == 1
    assert "cannot ask git for tags" in capsys.readouterr().err


def git(folder: Path, *arguments: str) -> None:
    someone = ["-c", "user.name=Alex Example", "-c", "user.email=alex@example.org"]
    subprocess.run(["git", "-C", str(folder), *someone, *arguments], check=True)
