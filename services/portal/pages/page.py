"""What every page is made of: a template, a title, and facts with names and types."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    href: str


HOME = Link("Home", "/home")
OVERTAKEN = "overtaken"
"""What ``?done=`` says where nothing was sent, because what it was about had changed meanwhile."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one field of a form, told at the top of the page and beside the field in the same words."""

    field: str
    """The field's id, and its name."""
    text: str


@dataclass(frozen=True, kw_only=True)
class Page:
    """The facts that a template shows, and no others: a template that asks for more is found by its test.

    The template of the same page extends ``layout.html.jinja`` and finds it as ``page``.
    """

    template: ClassVar[str]
    title: str
    """The one heading of the page, and the beginning of its ``<title>``."""
    back: Link | None = None
    faults: tuple[Fault, ...] = ()
    is_done: bool = True
    """Whether a notice on it tells of something done. ``Visit.show`` says where it was refused."""

    def fault(self, field: str) -> str | None:
        """What is wrong with a field, for beside it."""
        return next((fault.text for fault in self.faults if fault.field == field), None)
