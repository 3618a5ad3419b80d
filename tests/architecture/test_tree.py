"""What may stand in a file, how long it may be, and what every service shows."""

import ast
import importlib
import re
import subprocess
import sys

import pytest

from chassis.service import Service
from tests.architecture.rooms import PACKAGES, ROOT, files, room_of, services, sources, tree

LONGEST = 250
AGREED_LONGER: set[str] = set()
"""Files that may be longer, by agreement; it is empty, and is to stay so."""

FORBIDDEN = (
    (
        "a registry's host",
        "pypi" + r"\.org|files\." + r"pythonhosted|repo1\." + r"maven|npm" + r"js\.(org|com)|proxy\." + r"golang",
    ),
    ("a path of somebody's machine", r"(?<![\w.}])/" + r"(work|home|Users|root)/[a-z]|/tmp/" + r"house"),
    ("a mark of unfinished work", r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b|NotImplemented" + r"Error"),
)
ROUTE = re.compile(r"\w+\.(get|post|put|patch|delete|api_route)\(")
BINARY = {".png", ".ico", ".woff2", ".xlsx", ".xls", ".jar", ".gz"}


@pytest.mark.parametrize(("what", "pattern"), FORBIDDEN, ids=[what for what, _ in FORBIDDEN])
def test_no_file_holds(what: str, pattern: str) -> None:
    forbidden = re.compile(pattern)
    wrong = [
        f"{file}:{number}"
        for file in files()
        if file.suffix not in BINARY
        for number, line in enumerate((ROOT / file).read_text(errors="replace").splitlines(), start=1)
        if forbidden.search(line)
    ]
    assert wrong == []


def test_the_words_are_found_where_they_are() -> None:
    found = dict(FORBIDDEN)
    assert re.search(found["a registry's host"], "https://" + "pypi" + ".org/simple")
    assert re.search(found["a path of somebody's machine"], "see /" + "home/ann/x")
    assert re.search(found["a mark of unfinished work"], "# TO" + "DO: later")


def test_every_fault_of_the_list_has_a_scenario() -> None:
    named = {
        number
        for file in files()
        if file.parts[:2] == ("tests", "faults")
        for number in re.findall(r"def test_F(\d\d)_", (ROOT / file).read_text())
    }
    assert named == {f"{number:02}" for number in range(1, 41)}


def test_no_source_file_is_longer_than_agreed() -> None:
    long = {
        str(file)
        for file in sources(*PACKAGES)
        if "migrations" not in file.parts and len((ROOT / file).read_text().splitlines()) > LONGEST
    }
    assert long <= AGREED_LONGER
    assert set() == AGREED_LONGER


@pytest.mark.parametrize("name", services())
def test_a_service_says_in_25_lines_what_it_is(name: str) -> None:
    readme = ROOT / "services" / name / "README.md"
    assert readme.is_file(), f"services/{name}/README.md is missing"
    lines = readme.read_text().splitlines()
    assert 3 <= len(lines) <= 25


def test_nothing_connects_on_import() -> None:
    """Every module, in a fresh interpreter that has no sockets and no settings."""
    modules = [
        ".".join(file.with_suffix("").parts).removesuffix(".__init__")
        for file in sources(*PACKAGES)
        if not {"migrations", "versions"} & set(file.parts[2:])
        and file.name not in ("__main__.py", "launch.py", "env.py")
    ]
    assert len(modules) > 60
    program = (
        "import importlib, socket, sys\n"
        "def refuse(*_, **__): raise AssertionError('opens a socket on import')\n"
        "socket.socket.connect = socket.socket.bind = socket.create_connection = refuse\n"
        "socket.getaddrinfo = refuse\n"
        "for name in sys.stdin.read().split():\n"
        "    try: importlib.import_module(name)\n"
        "    except BaseException as error: sys.exit(f'{name}: {type(error).__name__}: {error}')\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        input="\n".join(modules),
        cwd=ROOT,
        env={"PATH": ""},
        text=True,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-500:]


@pytest.mark.parametrize("name", services())
def test_a_policy_names_exactly_the_routes_of_its_service(name: str) -> None:
    api = [file for file in sources("services") if file.parts[1:2] == (name,) and room_of(file) in ("api", "pages")]
    routes = {
        node.name
        for file in api
        for node in ast.walk(tree(file))
        if isinstance(node, ast.AsyncFunctionDef | ast.FunctionDef)
        and any(ROUTE.match(ast.unparse(decorator)) for decorator in node.decorator_list)
    }
    rules = importlib.import_module(f"services.{name}.policy").RULES
    assert routes == set(rules)
    assert routes


@pytest.mark.parametrize("name", services())
def test_a_service_is_composed_by_one_function(name: str) -> None:
    if not (ROOT / "services" / name / "app.py").exists():
        pytest.fail(f"services/{name} has no app.py")
    app = importlib.import_module(f"services.{name}.app")
    assert app.service.__annotations__["return"] in (Service, "Service")
