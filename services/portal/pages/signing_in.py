"""Signing in through the issuer, and out again."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from fastapi import Response

from services.portal import domain, store
from services.portal.domain import (
    Holder,
    Identity,
    NoSuchPerson,
    Session,
    SeveralPeople,
    SignInRefused,
    Started,
    local_path,
)
from services.portal.gateway import Issuer, fresh_secret
from services.portal.pages.page import Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting
from services.portal.parts import Portal

router = Pages()


@dataclass(frozen=True, kw_only=True)
class SignIn(Page):
    template: ClassVar = "sign_in.html.jinja"
    title: str = "Sign in"
    issuer: str
    path: str
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class SignedOut(Page):
    template: ClassVar = "signed_out.html.jinja"
    title: str = "You are signed out"
    issuer: str


@router.get("/sign-in")
async def sign_in(visit: Visiting, to: str = "") -> Response:
    if visit.session:
        return visit.go(local_path(to))
    portal = visit.portal
    page = SignIn(issuer=portal.issuer_name, path=local_path(to), is_open=portal.issuer is not None)
    return visit.show(page, forms_to=[portal.issuer_origin] if portal.issuer_origin else ())


@router.post("/sign-in")
async def begin_sign_in(visit: Visiting) -> Response:
    """Off to the issuer, with what its answer has to bring back."""
    issuer, state = _issuer(visit.portal), fresh_secret()
    async with visit.database.begin() as work:
        if not visit.portal.is_production and await store.is_production(work):
            raise SignInRefused("This database is in use in production: nobody is picked from a list beside it.")
        until = work.now + await store.limit(work, "sign_in_minutes")
        started = Started(nonce=fresh_secret(), verifier=fresh_secret(), path=local_path(visit.text("to")), until=until)
        await store.start_sign_in(work, state, started)
    answer = visit.go(await issuer.address(started, state))
    visit.cookies.keep_sign_in(answer, state)
    return answer


@router.get("/sign-in/callback")
async def finish_sign_in(visit: Visiting) -> Response:
    """Back from the issuer: the browser that left, with an answer that counts once."""
    answer = dict(visit.request.query_params)
    state = visit.cookies.sign_in(visit.request)
    if state is None or answer.get("state") != state:
        raise SignInRefused("This sign-in was begun in another browser, or some time ago. Start again.")
    async with visit.database.begin() as work:
        started = await store.take_sign_in(work, state)
    if started is None:
        raise SignInRefused("This sign-in was begun some time ago. Start again.")
    identity = await _issuer(visit.portal).identity(answer, started, at=visit.now)
    back = visit.go(started.path)
    visit.cookies.forget_sign_in(back)
    visit.cookies.keep_session(back, await _begin_session(visit, identity))
    return back


@router.post("/sign-out")
async def sign_out(visit: Visiting) -> Response:
    answer = visit.go("/signed-out")
    if visit.session:
        async with visit.database.begin() as work:
            await store.end_session(work, visit.session.key)
    visit.cookies.forget_session(answer)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@router.get("/signed-out")
async def signed_out(visit: Visiting) -> Response:
    return visit.show(SignedOut(issuer=visit.portal.issuer_name))


async def _begin_session(visit: Visit, identity: Identity) -> str:
    """A session with a new key, whatever the browser held before (ASVS 7.2.4)."""
    portal, now = visit.portal, visit.now
    holder = domain.stand_in(identity.person) if identity.is_picked else None
    holder = holder or await _known(portal, identity.person, at=now)
    async with visit.database.begin() as work:
        if visit.session:
            await store.end_session(work, visit.session.key)
        begun = _session(holder, identity, ends_at=now + await store.limit(work, "session_hours"), at=now)
        await store.begin_session(work, begun, identity)
    return begun.key


async def _known(portal: Portal, person: str, *, at: datetime) -> Holder:
    """Raises SignInRefused for whoever the issuer knows and we do not, ServiceAway."""
    try:
        return await portal.registry.holder(person, at=at)
    except (NoSuchPerson, SeveralPeople) as error:
        raise SignInRefused(
            "Your organisation knows you, but your record is not here. "
            "Ask the programmes team of the deanery, or the medical education team of your trust, to send it in."
        ) from error


def _session(holder: Holder, identity: Identity, *, ends_at: datetime, at: datetime) -> Session:
    return Session(
        key=fresh_secret(),
        person_id=holder.person_id,
        name=identity.name,
        grants=holder.grants,
        granted_at=at,
        seen_at=at,
        ends_at=ends_at,
    )


def _issuer(portal: Portal) -> Issuer:
    if portal.issuer is None:
        raise SignInRefused("Signing in is not set up here.")
    return portal.issuer
