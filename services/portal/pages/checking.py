"""The end of every form: check what you wrote, change it or send it; and then, that it was sent."""

from dataclasses import dataclass
from typing import ClassVar

from services.portal.pages.facts import Fact
from services.portal.pages.page import Link, Page

Carried = tuple[tuple[str, str], ...]
"""Names and values of a form, carried on unseen. What somebody wrote never stands in an address."""


@dataclass(frozen=True, kw_only=True)
class CheckPage(Page):
    """Its form leads back to where the answers came from, with ``step`` change or send."""

    template: ClassVar = "check.html.jinja"
    title: str = "Check your answers before sending"
    path: str
    checked: tuple[Fact, ...]
    carried: Carried
    send: str
    note: str
    warnings: tuple[str, ...] = ()
    held_against: tuple[Fact, ...] = ()
    """What a service works out from the answers; none of it is changed here."""


@dataclass(frozen=True, kw_only=True)
class SentPage(Page):
    template: ClassVar = "sent.html.jinja"
    reference: str
    next: tuple[str, ...]
    """What happens now, a sentence each."""
    links: tuple[Link, ...]


def reference(id_: object) -> str:
    """Short enough to say on the telephone."""
    return str(id_)[-8:].upper()
