"""The rooms of a service import what design allows and no more."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.application.use_cases import read_user_options
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.architecture.rooms import ROOT, imports, room_of, services, sources, tree

MAY_IMPORT: dict[str, set[str]] = {
    "settings": set(),
    "policy": {"domain"},  # pure, and where a decision's roles are named once
    "domain": {"audience"},
    "api": {"policy", "domain", "store", "gateway", "views", "parts"},
    "handlers": {"domain", "store", "telling", "audience"},
    "store": {"domain", "audience"},
    "jobs": {"domain", "store", "gateway", "telling", "letters"},
    "gateway": {"domain"},
    "projections": {"handlers", "jobs", "store"},  # what an operator can rebuild from the log
    # Rooms that one service has beside the table of all
    "audience": set(),  # notifications: who is told of what; pure
    "telling": {"domain", "store", "audience"},  # notifications: one decision per person and channel
    "letters": {"domain", "audience"},  # notifications: renders templates
    "views": {"domain", "store"},  # reporting: what its api shows
    "pages": {"policy", "domain", "store", "gateway", "parts"},  # portal: the website
    "parts": {"domain", "store", "gateway"},  # portal: what api and pages work with
}
"""Besides contracts, chassis and the room itself. ``app`` may import all."""

PURE_LIBRARIES = {"pydantic", "typing_extensions"}
SQL = {"sqlalchemy", "asyncpg", "alembic"}


def rooms(*names: str) -> list[Path]:
    return [file for file in sources("services") if len(file.parts) > 2 and room_of(file) in names]


def test_the_contracts_between_packages_hold() -> None:
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == EXIT_STATUS_SUCCESS


def test_every_service_is_a_stranger_by_contract() -> None:
    contract = next(
        c for c in read_user_options(str(ROOT / "pyproject.toml")).contracts_options if c["type"] == "independence"
    )
    assert sorted(contract["modules"]) == [f"services.{name}" for name in services()]


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_rooms_that_it_may(room: str) -> None:
    wrong = []
    for file in rooms(room):
        ours = f"services.{file.parts[1]}."
        for line, name in imports(file):
            if name.startswith(ours):
                other = name.removeprefix(ours).split(".")[0]
                if other not in MAY_IMPORT[room] | {room}:
                    wrong.append(f"{file}:{line} imports {name}")
    assert wrong == []


def test_domain_is_pure() -> None:
    """Contracts, chassis.errors and the standard library: no input, output, clock or chance."""
    impure = {"random", "secrets", "socket", "subprocess", "asyncio", "os", "pathlib", "time", "urllib", "http", "io"}
    wrong = [
        f"{file}:{line} imports {name}"
        for file in rooms("domain", "audience")
        for line, name in imports(file)
        if _impure(file, name, impure)
    ]
    called = [
        f"{file}:{node.lineno} asks the clock"
        for file in rooms("domain", "audience")
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in ("now", "utcnow", "today", "uuid4")
    ]
    assert wrong + called == []


def _impure(file: Path, name: str, impure: set[str]) -> bool:
    package = name.split(".", maxsplit=1)[0]
    if package == "services":
        return not name.startswith((f"services.{file.parts[1]}.domain", f"services.{file.parts[1]}.audience"))
    if package == "chassis":
        return not name.startswith(("chassis.errors.", "chassis.clock."))
    return package != "contracts" and (package in impure or package not in sys.stdlib_module_names | PURE_LIBRARIES)


def test_policy_is_a_table_and_nothing_else() -> None:
    wrong = [
        f"{file}:{line} imports {name}"
        for file in rooms("policy")
        for line, name in imports(file)
        if not name.startswith(
            (
                *("contracts.", "chassis.http.", "collections.abc.", "typing."),
                *(f"services.{file.parts[1]}.{room}." for room in ("domain", "policy")),
            )
        )
    ]
    assert wrong == []


def test_sql_lives_in_store_and_migrations_only() -> None:
    wrong = [
        f"{file}:{line} imports {name}"
        for file in sources("services")
        if len(file.parts) > 2 and room_of(file) not in ("store", "migrations")
        for line, name in imports(file)
        if name.split(".")[0] in SQL and name != "sqlalchemy.RowMapping"  # the type of what a store returns
    ]
    assert wrong == []


def test_only_app_and_settings_know_the_environment() -> None:
    wrong = [
        f"{file}:{line} {what}"
        for file in sources("services", "chassis", "contracts")
        if len(file.parts) < 3 or room_of(file) not in ("app", "settings")
        for line, what in _environment(file)
    ]
    assert wrong == []


def _environment(file: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv", "environb"):
            yield node.lineno, f"reads {node.attr}"
    for line, name in imports(file):
        if name.startswith("services.") and ".settings" in name:
            yield line, f"imports {name}"


def test_nothing_but_the_command_line_prints() -> None:
    wrong = [
        f"{file}:{node.lineno}"
        for file in sources("contracts", "chassis", "services")
        if file.name != "__main__.py"
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("print", "breakpoint")
    ]
    assert wrong == []


def test_what_only_some_services_need_is_imported_by_those_alone() -> None:
    """By the extras of the distribution: an image of one service does not carry the libraries of another."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    needs = {name: {_module(needed) for needed in extras.get(name, ())} for name in services()}
    special = set().union(*needs.values())
    wrong = [
        f"{file}:{line} imports {name}"
        for file in sources("contracts", "chassis", "services")
        for line, name in imports(file)
        if name.split(".")[0] in special - needs.get(file.parts[1], set())
    ]
    assert "typst" in special
    assert wrong == []


def _module(requirement: str) -> str:
    """``nhsuk-frontend-jinja>=0.10.2`` is imported as ``nhsuk_frontend_jinja``."""
    return re.split(r"[\[<>=]", requirement)[0].strip().replace("-", "_")


def test_services_do_not_commit_or_roll_back() -> None:
    wrong = [
        f"{file}:{node.lineno} calls {ast.unparse(node.func)}"
        for file in sources("services")
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("commit", "rollback")
    ]
    assert wrong == []


def test_what_a_process_remembers_between_requests_is_computed_and_never_read() -> None:
    """Only awaiting reads, from a database or from anybody else; so no replica keeps a copy that another outgrew."""
    functions = [
        (file, node)
        for file in sources("services")
        for node in ast.walk(tree(file))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    remembered = [
        (file, node) for file, node in functions if any("cache" in ast.unparse(d) for d in node.decorator_list)
    ]
    assert len(remembered) > 3
    assert [f"{file}:{node.lineno}" for file, node in remembered if isinstance(node, ast.AsyncFunctionDef)] == []
    assert [
        str(file) for file in sources("services") if any(isinstance(n, ast.Global) for n in ast.walk(tree(file)))
    ] == []
