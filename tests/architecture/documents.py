"""What documents say of tests: a name in backticks, with its file or alone, is a promise that there is such a test."""

import ast
import re
from functools import cache
from pathlib import Path

from tests.architecture.rooms import files, tree

NAMED = re.compile(r"`(?:(?P<file>tests/[\w/]+\.py|test_\w+\.py)(?:::(?P<test>\w+))?|(?P<alone>test_\w+))`")


def missing(text: str) -> list[str]:
    """What is named in this text and is not there."""
    return [found[0] for found in NAMED.finditer(text) if not _is_there(**found.groupdict())]


def _is_there(file: str | None, test: str | None, alone: str | None) -> bool:
    """A file may be named without its folder, a test without its file."""
    tests = [each for each in files() if each.suffix == ".py" and each.parts[0] == "tests"]
    meant = [each for each in tests if file is None or f"/{each}".endswith(f"/{file}")]
    name = test or alone
    return any(name is None or name in _defined(each) for each in meant)


@cache
def _defined(file: Path) -> set[str]:
    return {node.name for node in ast.walk(tree(file)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
