"""What the command line tells of imports, past and present."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from fairlead.commands import importing
from fairlead.main import main

FIRST = "018f0000-0000-7000-8000-000000000001"
Answer = Callable[[httpx.Request], httpx.Response]
Typed = Callable[..., tuple[int, str, str]]


def an_import(**facts: Any) -> dict[str, Any]:
    report = {"kind": "people", "file": "p.csv", "rows": 5, "added": 1, "changed": 0, "unchanged": 2, "removed": 0}
    return {
        "id": FIRST,
        "asked_at": "2026-11-22T21:09:48.123456Z",
        "finished_at": "2026-11-22T21:09:49Z",
        "kind": "people",
        "file": "p.csv",
        "state": "done",
        "reason": None,
        "dry_run": False,
        "progress": {"done": 5, "total": 5},
        "report": {**report, "rejected": None, "rejected_rows": 2, "warnings": []},
        **facts,
    }


@dataclass
class StandIn:
    """A region of which only the registry's HTTP API is there."""

    answer: Answer

    @contextmanager
    def as_operator(self) -> Iterator[httpx.Client]:
        with httpx.Client(base_url="http://registry", transport=httpx.MockTransport(self.answer)) as client:
            yield client


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    """Type a command to a registry that answers so: its exit status, output and complaint."""

    def type_(*words: str, answer: Answer) -> tuple[int, str, str]:
        monkeypatch.setattr(importing, "region", lambda _: StandIn(answer))
        monkeypatch.setattr("sys.argv", ["fairlead", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return type_


def many(count: int) -> Answer:
    """A registry with so many past imports, which gives them out in pages."""

    def answer(request: httpx.Request) -> httpx.Response:
        start = int(request.url.params.get("before", 0))
        end = min(start + int(request.url.params["limit"]), count)
        items = [an_import(id=str(n + 1)) for n in range(start, end)]
        return httpx.Response(200, json={"items": items, "next": str(end) if end < count else None})

    return answer


def nothing_happens(request: httpx.Request) -> httpx.Response:
    raise AssertionError(f"{request.url} was asked")


def test_past_imports_show_their_time_and_every_count(typed: Typed) -> None:
    _, out, _ = typed("imports", answer=many(1))

    assert "2026-11-22T21:09:48Z" in out
    assert "5 rows, 1 added, 0 changed, 2 unchanged, 0 removed, 2 rejected" in out
    assert "older" not in out


def test_where_there_are_older_imports_the_list_says_how_to_see_them(typed: Typed) -> None:
    _, out, _ = typed("imports", answer=many(150))
    assert out.splitlines()[20:] == ["there are older ones: fairlead imports --limit 100"]

    _, out, _ = typed("imports", "--limit", "120", "--json", answer=many(150))
    assert [one["id"] for one in json.loads(out)] == [str(n) for n in range(1, 121)]


def test_one_past_import_is_shown_with_its_rejected_rows(typed: Typed) -> None:
    fault = {"row": 2, "column": "GMC Number", "value": "12", "reason": "a GMC number has 7 digits"}
    whole = an_import(report={**an_import()["report"], "rejected": [fault]})

    _, out, _ = typed("imports", FIRST, answer=lambda _: httpx.Response(200, json=whole))

    assert "row 2, GMC Number: '12': a GMC number has 7 digits" in out


def test_nothing_is_imported_where_the_rejected_rows_could_not_be_written(
    typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, closed = tmp_path / "p.csv", tmp_path / "closed"
    file.write_text("GMC Number\n")
    closed.mkdir()
    allowed = os.access  # root may write anywhere, so that only the answer can be made up
    monkeypatch.setattr(os, "access", lambda path, mode, **how: path != closed and allowed(path, mode, **how))

    for place in (tmp_path, tmp_path / "nowhere" / "x.xlsx", closed / "x.xlsx"):
        code, _, err = typed("import", "people", str(file), "--rejected", str(place), answer=nothing_happens)
        assert code == 1
        assert err.startswith(f"fairlead: {place}: ")


def test_a_file_that_cannot_be_read_is_no_misuse(typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "p.csv"
    file.write_text("GMC Number\n")

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    monkeypatch.setattr(os, "access", lambda *_, **__: False)  # root may read anything

    code, _, err = typed("import", "people", str(file), answer=nothing_happens)

    assert (code, err) == (1, f"fairlead: {file}: Permission denied\n")


def test_a_file_that_failed_is_named_and_its_report_printed_for_programs(typed: Typed, tmp_path: Path) -> None:
    file = tmp_path / "empty.csv"
    file.touch()
    report = {**an_import()["report"], "rejected": []}
    failed = an_import(file="empty.csv", state="failed", reason="the file is empty; export it again", report=report)

    code, out, err = typed("import", "people", str(file), "--json", answer=lambda _: httpx.Response(200, json=failed))

    assert (code, err) == (1, "fairlead: empty.csv: the file is empty; export it again\n")
    assert json.loads(out)["state"] == "failed"


def test_rejected_rows_are_no_success(typed: Typed, tmp_path: Path) -> None:
    file = tmp_path / "p.csv"
    file.write_text("GMC Number\n")
    report = {**an_import()["report"], "rejected": []}

    code, out, err = typed(
        "import", "people", str(file), answer=lambda _: httpx.Response(200, json=an_import(report=report))
    )

    assert "5 rows, 1 added" in out
    assert (code, err.startswith("fairlead: p.csv: 2 of 5 rows were rejected; correct them")) == (1, True)


def test_a_file_of_which_every_row_was_taken_is_a_success(typed: Typed, tmp_path: Path) -> None:
    file = tmp_path / "p.csv"
    file.write_text("GMC Number\n")
    report = {**an_import()["report"], "rejected": [], "rejected_rows": 0}

    code, _, err = typed(
        "import", "people", str(file), answer=lambda _: httpx.Response(200, json=an_import(report=report))
    )

    assert (code, err) == (0, "")
