"""What the architecture tests look at: every source file that git tracks or would track, parsed once."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("contracts", "chassis", "services", "fairlead")


@cache
def files() -> tuple[Path, ...]:
    """Tracked, or new and not ignored; relative to the root."""
    told = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    names = (Path(name.decode()) for name in told.stdout.split(b"\0") if name)
    return tuple(sorted(name for name in names if (ROOT / name).is_file()))


def sources(*packages: str) -> list[Path]:
    """Python files of these packages."""
    return [file for file in files() if file.suffix == ".py" and file.parts[0] in packages]


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse((ROOT / file).read_text(), filename=str(file))


def services() -> list[str]:
    return sorted({file.parts[1] for file in sources("services") if len(file.parts) > 2})


def room_of(file: Path) -> str:
    """``services/leave/domain/deciding.py`` is of the room ``domain``."""
    return file.parts[2].removesuffix(".py")


def imports(file: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of each import, wherever in the file; ``from a import b`` is ``a.b``."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno} imports relatively"
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
