from pathlib import Path

import pytest
from pydantic import ValidationError

from chassis.settings import Environment, ServiceSettings

NEEDED = {
    "FAIRLEAD_DATABASE": "postgresql://leave:s3cret@db/leave",
    "FAIRLEAD_KAFKA": "k1:9092,k2:9092",
    "FAIRLEAD_PUBLIC_KEYS": '{"keys": []}',
}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name, value in NEEDED.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def test_settings_come_from_the_environment_and_default_to_the_careful(environment: pytest.MonkeyPatch) -> None:
    settings = ServiceSettings()
    assert settings.env is Environment.PRODUCTION
    assert settings.public_keys == {"keys": []}
    assert (settings.replication_factor, settings.session_timeout_ms, settings.inbox_days) == (3, 45_000, 30)


@pytest.mark.parametrize("name", NEEDED)
def test_a_peer_or_secret_has_no_default(environment: pytest.MonkeyPatch, name: str) -> None:
    environment.delenv(name)
    with pytest.raises(ValidationError, match=name.removeprefix("FAIRLEAD_").lower()):
        ServiceSettings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ENV", "staging"),
        ("SESSION_TIMEOUT_MS", "999"),
        ("REPLICATION_FACTOR", "0"),
        ("POOL_SIZE", "1"),
        ("INBOX_DAYS", "0"),
    ],
)
def test_a_setting_that_cannot_work_does_not_start(environment: pytest.MonkeyPatch, name: str, value: str) -> None:
    environment.setenv(f"FAIRLEAD_{name}", value)
    with pytest.raises(ValidationError):
        ServiceSettings()


def test_a_container_has_its_secrets_as_files_and_what_is_empty_is_not_set(
    environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    environment.delenv("FAIRLEAD_DATABASE")
    environment.setenv("FAIRLEAD_OTLP", "")
    (tmp_path / "fairlead_database").write_text("postgresql://leave:fr0m-a-file@db/leave\n")

    settings = ServiceSettings(_secrets_dir=tmp_path)

    assert settings.database == "postgresql://leave:fr0m-a-file@db/leave"
    assert settings.otlp is None


def test_settings_do_not_change_under_way(environment: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        ServiceSettings().kafka = "elsewhere:9092"
