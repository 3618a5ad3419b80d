"""What a notice consists of."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from services.notifications.domain.plain_words import Names


@dataclass(frozen=True, slots=True)
class Words:
    """``subject`` names nobody: it shows on lock screens. What needs sign-in is in ``lines``, not in ``mail_lines``."""

    subject: str
    title: str
    lines: tuple[str, ...]
    mail_lines: tuple[str, ...]

    @property
    def mail_title(self) -> str:
        """The title would tell what sign-in protects: a mail that holds lines back has only its subject."""
        return self.title if self.mail_lines == self.lines else self.subject


Teller = Callable[[Any, Names], Words]


def same(subject: str, *lines: str, title: str | None = None) -> Words:
    return Words(subject, title or subject, lines, lines)
