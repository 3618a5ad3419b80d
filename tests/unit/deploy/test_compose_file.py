"""What can be said of the compose file and the Dockerfile without Docker."""

import json
import os
import re
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml
from joserfc.jwk import OKPKey

from fairlead.commands.serving import SERVICES
from fairlead.embedded import kafka, postgres
from fairlead.embedded.addresses import read_addresses
from services.notifications.gateway import Vapid

ROOT = Path(__file__).parents[3]
DEPLOY = ROOT / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text()
JOBS = ("databases", "operator", *(f"{name}-schema" for name in SERVICES))
PINNED = re.compile(r"[\w./-]+:v?\d[\w.-]*")
OTHERWISE = {"listeners", "advertised.listeners", "controller.quorum.voters", "log.dirs"}
"""Where a broker is found and keeps its records; containers have addresses of their own."""


def layer(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose" / name).read_text())
    return found


def prepared(secrets: Path) -> dict[Path, str]:
    subprocess.run([DEPLOY / "compose" / "prepare", secrets], check=True, capture_output=True, timeout=120)
    return {file: file.read_text() for file in secrets.rglob("*") if file.is_file()}


@pytest.fixture(scope="module")
def secrets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("prepared") / "secrets"
    prepared(folder)
    return folder


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    found: dict[str, Any] = layer("compose.yaml")["services"]
    return found


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_of_the_platform_is_in_the_file(services: dict[str, Any], name: str) -> None:
    service, schema = services[name], services[f"{name}-schema"]

    assert service["build"]["args"] == {"SERVICE": name}
    assert service["image"] == schema["image"] == f"fairlead-{name}:${{FAIRLEAD_TAG:-latest}}"
    assert schema["environment"].items() <= service["environment"].items()
    assert service["volumes"] == schema["volumes"] == [f"${{FAIRLEAD_SECRETS:-./secrets}}/{name}:/run/secrets:ro"]
    assert schema["command"] == ["migrate"]
    assert service["depends_on"] == {f"{name}-schema": {"condition": "service_completed_successfully"}}


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl here, which prepare makes keys with")
@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_told_all_that_it_must_be_told(services: dict[str, Any], name: str, secrets: Path) -> None:
    needed = {
        setting
        for setting, field in import_module(f"services.{name}.settings").Settings.model_fields.items()
        if field.is_required()
    }
    in_files = {file.name.removeprefix("fairlead_") for file in (secrets / name).iterdir()}
    for container in (name, f"{name}-schema"):
        told = {variable.removeprefix("FAIRLEAD_").lower() for variable in services[container]["environment"]}
        assert needed <= told | in_files
        assert not told & in_files


def test_the_file_has_nothing_else_and_the_portal_passes_on_to_all_others(services: dict[str, Any]) -> None:
    assert set(services) == {"postgres", "kafka", "stand-ins", *JOBS, *SERVICES}
    upstreams = json.loads(services["portal"]["environment"]["FAIRLEAD_UPSTREAMS"])
    assert upstreams == {name: f"http://{name}:8000" for name in SERVICES if name != "portal"}


def test_only_portal_and_issuer_are_published_and_only_to_this_machine(services: dict[str, Any]) -> None:
    published = {name: one["ports"] for name, one in services.items() if "ports" in one}
    assert published.keys() == {"portal", "stand-ins"}
    assert all(port.startswith("127.0.0.1:") for ports in published.values() for port in ports)
    assert services["stand-ins"]["profiles"] == ["stand-ins"]
    assert layer("compose.yaml")["networks"]["inside"] == {"internal": True}
    assert {name for name, one in services.items() if "outside" in one["networks"]} == {
        *published,
        "notifications",
    }


def test_what_runs_has_a_limit_of_memory_a_small_log_and_is_started_again(services: dict[str, Any]) -> None:
    for name, one in services.items():
        assert "mem_limit" in one, name
        assert one["logging"]["options"]["max-size"], name
        assert name in JOBS or one["restart"] == "unless-stopped", name


@pytest.mark.parametrize("name", ["compose.yaml", "compose.observe.yaml"])
def test_other_peoples_images_are_pinned(name: str) -> None:
    images = {one.get("image", "fairlead-") for one in layer(name)["services"].values()}
    assert [image for image in images if not image.startswith("fairlead-") and not PINNED.fullmatch(image)] == []


@pytest.mark.parametrize("name", ["compose.yaml", "compose.observe.yaml"])
def test_no_secret_is_in_an_environment(name: str) -> None:
    told = {
        variable
        for one in layer(name)["services"].values()
        for variable in one.get("environment", {})
        if re.search("PASSWORD|SECRET|_KEY|TOKEN|DATABASE", variable)
    }
    assert told <= {"POSTGRES_PASSWORD_FILE", "GF_SECURITY_ADMIN_PASSWORD__FILE"}


def test_secrets_are_never_committed() -> None:
    asked = ["git", "check-ignore", "deploy/compose/secrets/postgres/leave", "deploy/compose/.env"]
    assert len(subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()) == 2


def test_whoever_observes_hears_of_every_service() -> None:
    observed = layer("compose.observe.yaml")["services"]
    assert {name for name in observed if "FAIRLEAD_OTLP" in observed[name].get("environment", {})} == set(SERVICES)
    targets = yaml.safe_load((DEPLOY / "prometheus" / "prometheus.yml").read_text())["scrape_configs"][0]
    assert set(targets["static_configs"][0]["targets"]) == {f"{name}:8000" for name in SERVICES}


def test_kafka_and_postgresql_are_set_as_in_the_embedded_region(services: dict[str, Any]) -> None:
    told = {
        name.removeprefix("KAFKA_").replace("_", ".").lower(): str(value)
        for name, value in services["kafka"]["environment"].items()
    }
    wanted = kafka.settings(port=9092, controller_port=9093, records="x")
    assert {name: told.get(name) for name in wanted if name not in OTHERWISE} == {
        name: value for name, value in wanted.items() if name not in OTHERWISE
    }
    given = dict(word.split("=") for word in services["postgres"]["command"].replace("-c ", "").split())
    assert given.items() == {
        (name, value)
        for name, value in postgres.SETTINGS.items()
        if name not in ("listen_addresses", "unix_socket_directories")
    }
    roles = (DEPLOY / "compose" / "databases.sh").read_text()
    for name, value in postgres.ROLE_SETTINGS.items():
        assert f"SET {name} = '{value}'" in roles


def test_every_image_is_of_a_pinned_base_or_a_stage_of_its_own_and_runs_as_nobody_special() -> None:
    stages = re.split(r"^FROM ", DOCKERFILE, flags=re.MULTILINE)[1:]
    names = [stage.split()[2] for stage in stages]

    assert re.search(r"^ARG PYTHON=3\.\d+-slim-\w+$", DOCKERFILE, re.MULTILINE)
    assert {stage.split()[0] for stage in stages} <= {"python:${PYTHON}", *names}
    assert set(re.findall(r"--from=(\S+)", DOCKERFILE)) <= set(names)
    for stage in stages:
        if "ENTRYPOINT" in stage:
            assert "\nUSER 10001:10001\n" in stage
    assert names[-1] == "service"
    assert "HEALTHCHECK" in stages[-1]


def test_images_install_by_hash_and_name_no_index() -> None:
    assert "--require-hashes" in DOCKERFILE
    assert not re.search("index|https?://", DOCKERFILE)
    run = _locked("run.txt")
    for file in (ROOT / "requirements" / "images").iterdir():
        locked = _locked(f"images/{file.name}")
        assert locked
        assert {name: run.get(name) for name in locked} == locked


def test_without_the_embedded_region_the_command_line_still_runs_services(tmp_path: Path) -> None:
    left_out = re.search(r"rm -r (fairlead/.*?) \\", DOCKERFILE)
    assert left_out is not None
    pruned = [Path(word).name for word in left_out[1].split()]
    shutil.copytree(ROOT / "fairlead", tmp_path / "fairlead", ignore=shutil.ignore_patterns(*pruned))
    program = (
        "import sys; sys.meta_path = [one for one in sys.meta_path if 'editable' not in str(one)];"  # our own checkout
        "import fairlead.main as m, typer.main as t; print(*sorted(t.get_command(m.app).commands))"
    )

    ended = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (ended.stdout, ended.stderr[-500:]) == ("events migrate run\n", "")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl here, which prepare makes keys with")
@pytest.mark.parametrize(("words", "code"), [(["--help"], 0), (["-h"], 0), (["--foo"], 2), (["one", "two"], 2)])
def test_prepare_tells_how_it_is_called_and_makes_nothing(words: list[str], code: int, tmp_path: Path) -> None:
    typed = subprocess.run(
        [DEPLOY / "compose" / "prepare", *words], check=False, capture_output=True, text=True, timeout=60, cwd=tmp_path
    )

    assert typed.returncode == code
    assert "usage: deploy/compose/prepare [DIR]" in (typed.stderr if code else typed.stdout)
    assert list(tmp_path.iterdir()) == []


def test_secrets_made_anywhere_in_a_repository_are_never_committed(secrets: Path) -> None:
    around = secrets.parent
    subprocess.run(["git", "init", "--quiet", around], check=True, timeout=60)

    told = subprocess.run(
        ["git", "-C", around, "status", "--porcelain", "--untracked-files=all"],
        check=True, capture_output=True, text=True, timeout=60,
    )  # fmt: skip

    assert told.stdout == ""


def test_what_is_prepared_is_whole_and_stays_as_it_is(secrets: Path) -> None:
    made = prepared(secrets)
    assert prepared(secrets) == made

    assert secrets.stat().st_mode & 0o777 == 0o700
    key = OKPKey.import_key(json.loads((secrets / "portal" / "fairlead_signing_key").read_text()))
    assert key.kid == key.thumbprint()
    assert Vapid(json.loads((secrets / "notifications" / "fairlead_vapid_key").read_text()), "mailto:a@b.example")
    for name in SERVICES:
        password = (secrets / "postgres" / name).read_text().strip()
        dsn = f"postgresql://{name}:{password}@postgres:5432/{name}"
        assert (secrets / name / "fairlead_database").read_text() == dsn
        [public] = json.loads((secrets / name / "fairlead_public_keys").read_text())["keys"]
        assert public == key.as_dict(private=False)
    addresses = read_addresses(secrets / "operator")
    assert addresses is not None
    assert set(addresses.databases) == set(addresses.services) == set(SERVICES)


def _locked(name: str) -> dict[str, list[str]]:
    """Version and hashes of each package."""
    blocks = re.split(r"\n(?=\S)", (ROOT / "requirements" / name).read_text().strip())
    return {block.split()[0].rstrip(";"): sorted(re.findall(r"sha256:\w+", block)) for block in blocks}
