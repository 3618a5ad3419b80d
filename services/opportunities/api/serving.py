"""Whom one may name for something at a trust."""

from uuid import UUID

from services.opportunities.api.views import Shown


class Serving(Shown):
    """People who hold a role there today."""

    items: tuple[UUID, ...]
