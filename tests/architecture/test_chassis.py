"""The chassis has one public face, and its README promises nothing that no test proves."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import chassis
from tests.architecture.documents import NAMED
from tests.architecture.rooms import ROOT, imports, sources, tree

README = (ROOT / "chassis" / "README.md").read_text()
MODULE = re.compile(r"^\| `([\w.]+)` \|", re.MULTILINE)


def test_every_public_name_is_there_and_is_what_type_checkers_are_told() -> None:
    told = {
        alias.name: node.module
        for node in ast.walk(tree(Path("chassis/__init__.py")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("chassis.")
        for alias in node.names
    }
    assert sorted(chassis.__all__) == sorted(told) == dir(chassis)
    for name, module in told.items():
        assert getattr(chassis, name) is getattr(sys.modules[str(module)], name)


def test_a_name_that_is_not_public_is_said_to_be_missing() -> None:
    with pytest.raises(AttributeError, match="no public name 'nonsense'"):
        _ = chassis.nonsense


def test_the_clock_is_had_without_a_web_framework() -> None:
    asked = (
        "import sys, chassis; chassis.london_date; print(sys.modules.keys() & {'fastapi', 'faststream', 'sqlalchemy'})"
    )
    told = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"


def test_services_use_nothing_of_the_chassis_but_its_public_names() -> None:
    """From whichever module they take it: a room that imports one module does not load them all."""
    public = set(chassis.__all__)
    private = [
        f"{file}:{line} uses {name}; make it public in chassis/__init__.py, or do without it"
        for file in sources("services")
        if "migrations" not in file.parts
        for line, name in imports(file)
        if name.startswith("chassis.") and name.rpartition(".")[2] not in public
    ]
    assert private == []


def test_no_route_and_nothing_that_it_depends_on_is_asked_in_a_thread() -> None:
    """FastAPI asks a plain function in a thread, and the event loop waits for its turn among all threads twice."""
    plain = [
        f"{file}:{node.lineno} {node.name} is asked in a thread; say async"
        for file in sources("chassis", "services")
        for node in ast.walk(tree(file))
        if isinstance(node, ast.FunctionDef) and (node.name in _depended_on(file) or _is_route(node))
    ]
    assert plain == []
    assert _depended_on(Path("chassis/http/router.py")) == {"_begun", "_acting"}


def _depended_on(file: Path) -> set[str]:
    calls = (node for node in ast.walk(tree(file)) if isinstance(node, ast.Call))
    asked = (call.args[0] for call in calls if isinstance(call.func, ast.Name) and call.func.id == "Depends")
    return {each.id for each in asked if isinstance(each, ast.Name)}


def _is_route(node: ast.FunctionDef) -> bool:
    called = (each.func for each in node.decorator_list if isinstance(each, ast.Call))
    verbs = {"get", "post", "put", "patch", "delete", "api_route"}
    return any(isinstance(each, ast.Attribute) and each.attr in verbs for each in called)


def test_the_readme_tells_the_one_idea_of_every_module() -> None:
    packages = [file for file in sources("chassis") if "versions" not in file.parts and file.name != "env.py"]
    modules = {".".join(file.with_suffix("").parts[1:]).removesuffix(".__init__") for file in packages}
    assert set(MODULE.findall(README)) == modules - {"__init__"}


def test_no_guarantee_stands_in_the_readme_without_a_test() -> None:
    guarantees = README.split("## What it guarantees")[1].split("\n## ")[0]
    rows = [line for line in guarantees.splitlines() if line.startswith("| ") and not line.startswith("| What")]
    assert len(rows) > 10
    assert [row for row in rows if not NAMED.search(row)] == []
