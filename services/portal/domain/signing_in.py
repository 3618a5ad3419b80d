"""Signing in, and forms: what may come back from an issuer, and from which page a form was sent."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chassis.errors import Declined, Forbidden

DEV_SUBJECT = "dev|"
"""How the subjects of the embedded issuer begin; whoever is named so was picked from a list, and has proved nothing."""


class SignInRefused(Declined):
    status = 422
    slug = "sign-in-refused"
    title = "You could not be signed in"


class ForeignForm(Forbidden):
    slug = "foreign-form"
    title = "This form did not come from here"


@dataclass(frozen=True, slots=True)
class Started:
    """A sign-in on its way: what has to come back with its answer, and where the person wanted to go."""

    nonce: str
    verifier: str
    path: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is, as their issuer says. ``issuer`` and ``subject`` together are the identity (ASVS 10.3.3)."""

    issuer: str
    subject: str
    person: str
    """What the registry knows them by."""
    name: str

    @property
    def is_picked(self) -> bool:
        """From the list of the embedded issuer."""
        return self.subject.startswith(DEV_SUBJECT)


def person_named(claims: Mapping[str, Any], *, claim: str, picked: bool) -> str:
    """What the registry knows them by: an id or a registration number, never an address, which changes hands.

    ``picked``: whether subjects of the embedded issuer are taken. Raises SignInRefused.
    """
    subject, person = str(claims.get("sub", "")), str(claims.get(claim, "")).strip()
    if not subject or not person or "@" in person:
        raise SignInRefused("The organisation that you signed in with did not say who you are, in a way we can use.")
    if subject.startswith(DEV_SUBJECT) and not picked:
        raise SignInRefused("The organisation that you signed in with is not one that may say who you are here.")
    return person


def local_path(asked: str | None, *, otherwise: str = "/home") -> str:
    """Where to go after signing in: a path of our own, whatever was asked for (ASVS 3.7.2)."""
    path = asked or ""
    plain = path.isascii() and path.isprintable() and "\\" not in path and " " not in path
    return path if plain and path.startswith("/") and not path.startswith("//") and len(path) <= 500 else otherwise


def check_form(
    *, site: str | None, origin: str | None, own_origin: str, token: str | None, expected: str | None
) -> None:
    """A form was sent by a page of ours, and in this very session. Raises ForeignForm.

    ``site`` is Sec-Fetch-Site. Browsers that do not send it say their origin. Without a session there is no token.
    """
    if site not in (None, "same-origin") or (site is None and origin != own_origin):
        raise ForeignForm("Go back, open the page again, and send the form from there.")
    if expected is not None and not hmac.compare_digest((token or "").encode(), expected.encode()):
        raise ForeignForm("The page was opened before you last signed in. Open it again, and send the form from there.")
