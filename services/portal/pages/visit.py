"""Somebody's request for a page: who they are, what they sent, what they may ask, and how they are answered."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request, Response
from starlette.datastructures import FormData, UploadFile
from starlette.responses import RedirectResponse

from chassis.clock import london_date
from chassis.database import Database
from chassis.tokens import LIFETIME, NotSignedIn, mint
from contracts import Grant
from contracts.vocabulary import Role
from services.portal import domain, store
from services.portal.domain import ServiceAway, Session, check_form, form_token
from services.portal.gateway import Services
from services.portal.pages.cookies import Cookies
from services.portal.pages.look import Look, Shell
from services.portal.pages.page import OVERTAKEN, Page
from services.portal.parts import Portal


@dataclass
class Visit:
    """One request. Whoever writes a page needs nothing else."""

    portal: Portal
    look: Look
    request: Request
    database: Database
    now: datetime
    session: Session | None = None
    form: FormData = field(default_factory=FormData)
    """What was sent, already known to come from a page of this session."""

    @property
    def today(self) -> date:
        return london_date(self.now)

    @property
    def person_id(self) -> UUID:
        return self._signed_in.person_id

    @property
    def roles(self) -> frozenset[Role]:
        return self.session.roles if self.session else frozenset()

    @property
    def is_a_doctor(self) -> bool:
        return Role.RESIDENT_DOCTOR in self.roles

    @property
    def grants(self) -> frozenset[Grant]:
        """Their roles, each with the code it is held at."""
        return self.session.grants if self.session else frozenset()

    def places_as(self, roles: Collection[Role]) -> list[str]:
        """The codes that they hold one of these roles at, in order."""
        return sorted({grant.scope for grant in self.grants if grant.role in roles and grant.scope})

    def holds(self, roles: Collection[Role], *, at: str) -> bool:
        return at in self.places_as(roles)

    @property
    def ask(self) -> Services:
        """The services, as this person."""
        session = self._signed_in
        services = self.portal.client, self.portal.urls
        return Services(*services, token=lambda: mint(self.portal.key, session.person_id, session.grants, at=self.now))

    @property
    def ask_openly(self) -> Services:
        """The services, as nobody: for what everybody may know."""
        return Services(self.portal.client, self.portal.urls)

    @property
    def key(self) -> str | None:
        """The form's own key: sent on as Idempotency-Key, so that a second click does nothing. None: it is not ours."""
        sent = self.text("_key")
        return sent if sent.isascii() and sent.isprintable() and sent else None

    @property
    def version(self) -> int | None:
        """The version that the form was shown with, for If-Match."""
        sent = self.text("_version")
        return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) <= 18 else None

    def text(self, name: str) -> str:
        """A field of the form, without the spaces around it; empty where there is none."""
        sent = self.form.get(name)
        return sent.strip() if isinstance(sent, str) else ""

    def file(self, name: str) -> UploadFile | None:
        sent = self.form.get(name)
        return sent if isinstance(sent, UploadFile) and sent.filename else None

    def show(self, page: Page, *, status: int | None = None, forms_to: Iterable[str] = ()) -> Response:
        """The page; with faults, as a 422. What a service refused, or came too late, never looks done."""
        status = status or (422 if page.faults else 200)
        is_done = status < 400 and self.request.query_params.get("done") != OVERTAKEN
        return self.look.show(replace(page, is_done=is_done), self._shell, status=status, forms_to=forms_to)

    def go(self, path: str) -> Response:
        """To another page, after something was done: reloading that one repeats nothing."""
        return RedirectResponse(path, 303, headers={"Cache-Control": "no-store"})

    async def open_session(self) -> None:
        """Find out who visits, from what their browser holds."""
        key = self.cookies.session(self.request)
        if key is None:
            return
        async with self.database.begin() as work:
            found = await store.session(work, key)
            if found is None or not found.lives(at=self.now, idle=await store.limit(work, "session_idle_minutes")):
                return
            if self._is_a_person_at_work and found.to_be_noted(at=self.now):
                await store.note_visit(work, key)
            stale = self.now >= found.granted_at + await store.limit(work, "grants_minutes")
        self.session = await self._with_todays_roles(found) if stale else found

    async def take_form(self) -> None:
        """Read what was sent. Raises ForeignForm."""
        headers = self.request.headers
        self.form = await self.request.form()
        check_form(
            site=headers.get("sec-fetch-site"),
            origin=headers.get("origin"),
            own_origin=self.portal.public_url,
            token=self.text("_token"),
            expected=form_token(self.session.key) if self.session else None,
        )

    @property
    def cookies(self) -> Cookies:
        return Cookies(self.portal.public_url)

    @property
    def _signed_in(self) -> Session:
        if self.session is None:
            raise NotSignedIn
        return self.session

    @property
    def _shell(self) -> Shell:
        if self.session is None:
            return Shell()
        mark = hashlib.sha256(self.session.person_id.bytes).hexdigest()[:16]
        return Shell(signed_in=True, name=self.session.name, form_token=form_token(self.session.key), mark=mark)

    @property
    def _is_a_person_at_work(self) -> bool:
        """A page that refreshes parts of itself is not somebody sitting in front of it."""
        return self.request.headers.get("sec-fetch-mode", "navigate") == "navigate"

    async def _with_todays_roles(self, session: Session) -> Session:
        """Roles as the registry has them now; while it is away, those known count as long as a token would."""
        if domain.is_stand_in(session.person_id):
            return session
        try:
            grants = await self.portal.registry.grants(session.person_id, at=self.now)
        except ServiceAway:
            if self.now >= session.granted_at + LIFETIME:
                raise
            return session
        async with self.database.begin() as work:
            await store.keep_grants(work, session.key, grants)
        return session.with_grants(grants, at=self.now)


async def _visit(request: Request) -> Visit:  # async: FastAPI asks any other in a thread
    visit: Visit = request.state.visit
    return visit


Visiting = Annotated[Visit, Depends(_visit)]
"""The visit of this request."""
