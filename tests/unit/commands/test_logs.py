"""The end of a log, and what is said where there is nothing in it."""

from pathlib import Path

import pytest

from fairlead.commands.region import logs


def test_a_service_that_wrote_nothing_into_the_shared_log_is_not_passed_over_in_silence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "services.log").write_text('{"service": "leave", "event": "x"}\na library says\n')

    logs("registry", tmp_path)
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "fairlead: registry has written nothing; its libraries: fairlead logs services\n"

    logs("leave", tmp_path)
    said = capsys.readouterr()
    assert (said.out, said.err) == ('{"service": "leave", "event": "x"}\n', "")
