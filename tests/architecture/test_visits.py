"""Each page of the portal is opened by a walk with a real browser; that the walk opens it, the walk's own run holds."""

import ast
from pathlib import Path

from tests.architecture.rooms import files, tree
from tests.web.visits import NO_PAGES, OPENED_BY, pages, read_with_get


def test_each_page_is_opened_by_a_walk() -> None:
    opened = {page for pages_ in OPENED_BY.values() for page in pages_}

    assert pages().keys() - opened == set(), (
        "no browser opens these pages: walk them in tests/web (is_whole), and say in tests/web/visits.py where"
    )
    assert opened - pages().keys() == set(), "tests/web/visits.py names these, which the portal does not show"


def test_each_walk_is_there() -> None:
    written = {
        f"{file.stem}.{node.name}"
        for file in files()
        if file.parent == Path("tests/web") and file.suffix == ".py"
        for node in ast.walk(tree(file))
        if isinstance(node, ast.AsyncFunctionDef | ast.FunctionDef)
    }

    assert {walk.partition("[")[0] for walk in OPENED_BY} - written == set()


def test_what_is_said_to_be_no_page_is_there() -> None:
    assert NO_PAGES.keys() - read_with_get().keys() == set()
