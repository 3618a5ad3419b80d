"""The end of a log, and what is said where there is nothing in it."""

from pathlib import Path

import pytest

from fairlead.commands.client import Refused
from fairlead.commands.region import logs
from fairlead.embedded.layout import DATABASES


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


def test_where_services_share_a_log_an_unknown_name_is_told_them_too(tmp_path: Path) -> None:
    (tmp_path / "logs").mkdir()
    for name in ("services", "kafka"):
        (tmp_path / "logs" / f"{name}.log").touch()

    with pytest.raises(Refused) as refused:
        logs("foo", tmp_path)

    assert str(refused.value).endswith(f"there are: {', '.join(sorted({'services', 'kafka', *DATABASES}))}")
