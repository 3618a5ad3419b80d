"""Where one may do something, and whom one may name for it at a trust."""

from uuid import UUID

from services.opportunities.api.views import Shown


class Serving(Shown):
    """People who hold a role there today."""

    items: tuple[UUID, ...]


class Trusts(Shown):
    """By code."""

    items: tuple[str, ...]
