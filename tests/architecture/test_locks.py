"""Advisory locks of PostgreSQL are numbers that a whole database shares: each has one meaning."""

import ast

from tests.architecture.rooms import ROOT, sources, tree


def test_every_advisory_lock_has_a_number_of_its_own() -> None:
    found = [
        (node.value.value, f"{file}:{node.lineno}")
        for file in sources("chassis", "services", "fairlead")
        if "_advisory_" in (ROOT / file).read_text()
        for node in tree(file).body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, int)
        if "LOCK" in ast.unparse(node.targets[0]) or "ONE" in ast.unparse(node.targets[0])
    ]
    assert len(found) > 3
    meanings = dict(found)
    assert sorted(meanings.values()) == sorted(where for _, where in found)
