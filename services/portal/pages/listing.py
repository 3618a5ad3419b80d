"""Things of one kind, one below the other: each with what it is called, and how it stands."""

from dataclasses import dataclass
from typing import ClassVar

from services.portal.pages.page import HOME, Link, Page
from services.portal.pages.words import Tag


@dataclass(frozen=True, slots=True)
class Listed:
    href: str
    heading: str
    text: str = ""
    tag: Tag | None = None


@dataclass(frozen=True, kw_only=True)
class ListPage(Page):
    template: ClassVar = "list.html.jinja"
    back: Link | None = HOME
    intro: str = ""
    begin: Link | None = None
    """A button, for what one comes here to do."""
    links: tuple[Link, ...] = ()
    """To lists beside this one."""
    listed: tuple[Listed, ...]
    empty: str
    older: str | None = None
    """Where the list goes on."""
    notice: str = ""


def older(path: str, after: object | None) -> str | None:
    """The address of the following page of a list, if there is one."""
    return f"{path}{'&' if '?' in path else '?'}after={after}" if after else None
