"""Where everything of one region lies on disk, and how its private files are written."""

import os
from dataclasses import dataclass
from pathlib import Path

DATABASES = (
    "registry",
    "opportunities",
    "leave",
    "feedback",
    "recognition",
    "role_modelling",
    "notifications",
    "reporting",
    "portal",
)
"""Services that own a database and a role of the same name."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The folder of one region; `data` is absolute."""

    data: Path

    @classmethod
    def of(cls, data: Path) -> "Layout":
        """The layout below `data`, whatever the working directory becomes later."""
        return cls(data.expanduser().absolute())

    @property
    def secrets(self) -> Path:
        return self.data / "secrets"

    @property
    def postgres(self) -> Path:
        return self.data / "postgres"

    @property
    def kafka(self) -> Path:
        return self.data / "kafka"

    @property
    def mail(self) -> Path:
        return self.data / "mail"

    @property
    def traces(self) -> Path:
        return self.data / "traces"

    @property
    def logs(self) -> Path:
        return self.data / "logs"

    @property
    def run(self) -> Path:
        return self.data / "run"

    @property
    def region_file(self) -> Path:
        return self.data / "region.json"

    def log(self, name: str) -> Path:
        """The log of one child."""
        return self.logs / f"{name}.log"

    def create(self) -> None:
        """Make the folders that are missing; all are for the owner's eyes only."""
        self.data.mkdir(parents=True, exist_ok=True)
        for folder in (self.secrets, self.postgres, self.kafka, self.mail, self.traces, self.logs, self.run):
            folder.mkdir(mode=0o700, exist_ok=True)


def write_private(path: Path, content: str) -> None:
    """Replace `path` as a whole, readable by its owner only; a crash leaves the old or the new content."""
    torn = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(torn, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    torn.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make renames and new names in `folder` durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
