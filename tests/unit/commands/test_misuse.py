"""What the command line answers to those who hold it wrongly."""

import json
from importlib.metadata import version
from pathlib import Path

import pytest

from fairlead.main import main


def answer(words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    monkeypatch.setattr("sys.argv", ["fairlead", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0), capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (["up"], "FAIRLEAD_PORT"),
        (["frob"], "frob"),
        (["status", "--frob"], "--frob"),
        (["import"], "organisations, people, placements, appointments"),
        (["logs", "leave", "-n", "0"], "--lines"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_misuse_is_answered_in_one_line_that_names_it_and_exits_2(
    words: list[str], names: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FAIRLEAD_PORT", "abc")

    code, said = answer(words, monkeypatch, capsys)

    assert code == 2
    assert said.startswith("fairlead: ")
    assert said.count("\n") == 1
    assert names in said
    assert said.endswith("--help\n")


def test_the_name_alone_is_a_question_for_help(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = answer([], monkeypatch, capsys)

    assert code == 2
    assert said.startswith("Usage: fairlead")
    assert "Commands:" in said


def test_the_version_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["fairlead", "--version"])

    with pytest.raises(SystemExit) as ended:
        main()

    assert ended.value.code == 0
    assert capsys.readouterr().out == f"fairlead {version('fairlead')}\n"


def test_what_can_be_rebuilt_is_known_without_a_region(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("sys.argv", ["fairlead", "rebuild", "--list", "--data", str(tmp_path), "--json"])

    with pytest.raises(SystemExit):
        main()

    listed = {one["projection"]: one for one in json.loads(capsys.readouterr().out)}
    assert listed["leave.placements"] == {
        "projection": "leave.placements",
        "tables": ["placement"],
        "topics": ["placements.v1"],
    }
    assert "reporting.facts" in listed


def test_what_is_expected_to_fail_exits_1_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    nothing = tmp_path_factory.mktemp("regions") / "nothing"

    code, said = answer(["status", "--data", str(nothing)], monkeypatch, capsys)

    assert (code, said) == (1, f"fairlead: no region runs in {nothing}; start one with: fairlead up --data {nothing}\n")


def test_whoever_would_take_a_regions_schema_back_is_told_how_it_goes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("FAIRLEAD_DATABASE", raising=False)

    words = ["migrate", "leave", "--back-to", "leave_0027", "--data", str(tmp_path)]
    code, said = answer(words, monkeypatch, capsys)

    assert code == 1
    assert "it goes back by a copy of its folder" in said
    assert said.count("\n") == 1
