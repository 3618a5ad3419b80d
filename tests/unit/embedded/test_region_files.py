"""What a region writes down about itself: private, whole, and true only while its supervisor lives."""

import json
import os
import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from fairlead.embedded import ports
from fairlead.embedded.addresses import Addresses, PostgresAddress, SmtpAddress, read_addresses, write_addresses
from fairlead.embedded.children import LOG_LIMIT, last_word, rotate
from fairlead.embedded.errors import RegionError
from fairlead.embedded.layout import DATABASES, Layout, write_private
from fairlead.embedded.ports import OWN, choose_ports
from fairlead.embedded.postgres import clear_stale_lock
from fairlead.embedded.preflight import check_disk, disk_errors_in_one_line
from fairlead.embedded.processes import Mark, clear_orphans, mark_of, read_mark, write_mark
from fairlead.embedded.secrets import ADMIN, passwords, public_keys, signing_key


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    layout = Layout.of(tmp_path / "region")
    layout.create()
    return layout


def ourselves() -> Mark:
    mark = mark_of(os.getpid())
    assert mark is not None
    return mark


def some_addresses(supervisor: Mark) -> Addresses:
    return Addresses(
        supervisor=supervisor,
        env="test",
        portal="http://127.0.0.1:8600",
        kafka="127.0.0.1:20001",
        postgres=PostgresAddress(host="127.0.0.1", port=20002, dsn="postgresql://postgres:x@127.0.0.1:20002/postgres"),
        databases={},
        smtp=SmtpAddress(host="127.0.0.1", port=20003),
        traces="http://127.0.0.1:20004",
        otlp="http://127.0.0.1:20005",
        services={},
    )


def test_addresses_are_read_back_while_the_supervisor_lives(layout: Layout) -> None:
    addresses = some_addresses(ourselves())
    write_addresses(layout, addresses)

    assert read_addresses(layout.data) == addresses
    assert layout.region_file.stat().st_mode & 0o777 == 0o600


def test_a_stranger_with_the_pid_of_a_dead_supervisor_is_no_region(layout: Layout) -> None:
    stranger = ourselves().model_copy(update={"started": "another boot:1"})
    write_addresses(layout, some_addresses(stranger))

    assert read_addresses(layout.data) is None


def test_no_folder_is_no_region(tmp_path: Path) -> None:
    assert read_addresses(tmp_path / "nothing") is None


def test_a_broken_region_file_is_no_region(layout: Layout) -> None:
    layout.region_file.write_text('{"supervisor":')

    assert read_addresses(layout.data) is None


def test_clearing_orphans_spares_a_stranger_with_an_old_pid(layout: Layout) -> None:
    parent = mark_of(os.getppid())
    assert parent is not None
    stranger = parent.model_copy(update={"started": "another boot:1"})
    write_private(layout.run / "kafka.pid", stranger.model_dump_json())

    assert clear_orphans(layout) == []
    assert parent.lives
    assert not list(layout.run.glob("*.pid"))


def test_a_mark_is_found_again_by_name(layout: Layout) -> None:
    write_mark(layout, "me", os.getpid())

    assert read_mark(layout, "me") == ourselves()


def test_secrets_are_made_once_and_for_the_owner_only(layout: Layout) -> None:
    first = passwords(layout)

    assert set(first) == {ADMIN, *DATABASES}
    assert len(set(first.values())) == len(first)
    assert passwords(layout) == first
    assert signing_key(layout).as_dict(private=True) == signing_key(layout).as_dict(private=True)
    assert {path.stat().st_mode & 0o777 for path in layout.secrets.iterdir()} == {0o600}
    assert layout.secrets.stat().st_mode & 0o777 == 0o700


def test_public_keys_do_not_hold_the_private_half(layout: Layout) -> None:
    (key,) = public_keys(layout)["keys"]

    assert key["kid"] == signing_key(layout).as_dict(private=True)["kid"]
    assert (key["kty"], key["crv"]) == ("OKP", "Ed25519")
    assert "d" not in key


def test_broken_secrets_are_told_in_one_line_and_not_replaced(layout: Layout) -> None:
    (layout.secrets / "postgres.json").write_text("{broken")

    with pytest.raises(RegionError, match=r"^\S+/secrets/postgres.json is not valid JSON .*; restore it") as refusal:
        passwords(layout)
    assert "\n" not in str(refusal.value)
    assert (layout.secrets / "postgres.json").read_text() == "{broken"


def test_ports_of_the_last_run_are_taken_again_unless_somebody_else_did(
    layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: set[int] = set()
    monkeypatch.setattr(ports, "why_not_free", lambda port: "is in use" if port in taken else None)
    first = choose_ports(layout, portal=8600, names=["kafka", "smtp"])
    assert first["portal"] == 8600
    assert first["kafka"] != first["smtp"]
    assert {first["kafka"], first["smtp"]} <= set(OWN)
    assert choose_ports(layout, portal=8601, names=["kafka", "smtp"]) == {**first, "portal": 8601}

    taken.add(first["kafka"])
    second = choose_ports(layout, portal=8600, names=["kafka", "smtp"])

    assert second["smtp"] == first["smtp"]
    assert second["kafka"] != first["kafka"]


def test_a_taken_portal_port_is_refused_with_the_remedy(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "why_not_free", lambda _port: "is in use on 127.0.0.1")

    with pytest.raises(RegionError, match=r"^port 8600 is in use on 127\.0\.0\.1; choose another with --port$"):
        choose_ports(layout, portal=8600, names=[])


def test_too_little_disk_is_refused_with_place_and_size(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")(1, 1, 499 * 2**20)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)

    with pytest.raises(RegionError, match=f"^{layout.data} has 499 MB of free disk and a region needs 500 MB; free"):
        check_disk(layout)


def test_an_error_of_the_disk_becomes_one_line(layout: Layout) -> None:
    told = f"^/x/y: No space left on device; the region in {layout.data} cannot run$"
    with pytest.raises(RegionError, match=told), disk_errors_in_one_line(layout):
        raise OSError(28, "No space left on device", "/x/y")


def test_a_stale_lock_of_postgres_goes_when_nobody_works_in_the_cluster(layout: Layout) -> None:
    lock = layout.postgres / "postmaster.pid"
    lock.write_text(f"{os.getpid()}\n")  # alive, but no process of this cluster

    clear_stale_lock(layout.postgres)

    assert not lock.exists()


@pytest.mark.parametrize(
    ("log", "word"),
    [
        ("starting\nFATAL: no more room\nshutting down\n", "FATAL: no more room"),
        ("one\ntwo\n", "two"),
        ("", "it left no word"),
    ],
)
def test_the_last_word_of_a_log_is_its_last_complaint(tmp_path: Path, log: str, word: str) -> None:
    (tmp_path / "x.log").write_text(log)

    assert last_word(tmp_path / "x.log") == word


def test_a_log_past_the_limit_is_set_aside_once(tmp_path: Path) -> None:
    log = tmp_path / "x.log"
    log.write_bytes(b"x" * (LOG_LIMIT + 1))
    rotate(log)
    log.write_text("new")
    rotate(log)

    assert log.read_text() == "new"
    assert (tmp_path / "x.log.1").stat().st_size == LOG_LIMIT + 1


def test_a_private_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    write_private(path, json.dumps({"n": 1}))
    write_private(path, json.dumps({"n": 2}))

    assert json.loads(path.read_text()) == {"n": 2}
    assert [each.name for each in tmp_path.iterdir()] == ["x.json"]
