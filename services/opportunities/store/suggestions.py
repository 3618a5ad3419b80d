"""What residents suggested: one row each."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, replace
from uuid import UUID

from sqlalchemy import and_, insert, or_, select, update

from chassis.paging import page_of
from chassis.work import UnitOfWork
from services.opportunities.domain import Suggestion, SuggestionStatus
from services.opportunities.store.tables import suggestions


async def add_suggestion(work: UnitOfWork, suggestion: Suggestion) -> None:
    await work.run(insert(suggestions).values(asdict(suggestion)))


async def suggestion(work: UnitOfWork, suggestion_id: UUID) -> Suggestion:
    """Load it and hold it: no one else decides about it until we commit. Raises NotFound."""
    which = suggestions.c.suggestion_id == suggestion_id
    return Suggestion(**await work.one(select(suggestions).where(which).with_for_update()))


async def look_at_suggestion(work: UnitOfWork, suggestion_id: UUID) -> Suggestion:
    """Raises NotFound."""
    return Suggestion(**await work.one(select(suggestions).where(suggestions.c.suggestion_id == suggestion_id)))


async def keep_suggestion(work: UnitOfWork, suggestion: Suggestion) -> Suggestion:
    """Keep a held suggestion as its next version."""
    following = replace(suggestion, version=suggestion.version + 1)
    which = suggestions.c.suggestion_id == suggestion.suggestion_id
    await work.run(update(suggestions).where(which).values(asdict(following)))
    return following


async def suggestions_of(
    work: UnitOfWork, person_id: UUID, *, edited: Collection[str], after: UUID | None, limit: int
) -> Sequence[Suggestion]:
    """Their own, and those that wait where they look after the portfolio; newest first, from behind the one named."""
    of = suggestions.c
    to_decide = and_(of.trust.in_(sorted(edited)), of.status == SuggestionStatus.OPEN)
    theirs = select(suggestions).where(or_(of.suggested_by == person_id, to_decide))
    page = page_of(theirs, of.suggested_at, of.suggestion_id, after=after, limit=limit)
    return [Suggestion(**row) for row in await work.all(page)]
