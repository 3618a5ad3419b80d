"""What browsers fetch besides pages: style sheets and scripts of our own, under a name that changes with them."""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

STATIC = Path(__file__).parents[1] / "static"
_TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}


@dataclass(frozen=True, slots=True)
class Asset:
    content: bytes
    packed: bytes
    media_type: str


class Assets:
    """All files below a folder, read once. One digest names them all, so that they may speak of one another."""

    def __init__(self, folder: Path = STATIC) -> None:
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        self._found = {path.relative_to(folder).as_posix(): _read(path) for path in files}
        digest = hashlib.sha256()
        for name, asset in self._found.items():
            digest.update(f"{name}\0{len(asset.content)}\0".encode() + asset.content)
        self.digest = digest.hexdigest()[:16]

    def address(self, name: str) -> str:
        """Where a page refers to. Raises KeyError for what is not there."""
        self._found[name]
        return f"/static/{self.digest}/{name}"

    def find(self, name: str) -> Asset | None:
        return self._found.get(name)


def _read(path: Path) -> Asset:
    content = path.read_bytes()
    media_type = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return Asset(content, gzip.compress(content, 9, mtime=0), media_type)
