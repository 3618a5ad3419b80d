"""The issuer over OpenID Connect: code flow with PKCE, state and nonce; its answer is checked before it counts."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jwt import JWTClaimsRegistry

from services.portal.domain import Identity, ServiceAway, SignInRefused, Started, person_named
from services.portal.gateway.crowds import unanswered

_ALGORITHMS = ["ES256", "Ed25519", "RS256", "PS256"]
_LEEWAY = 30  # seconds that the issuer's clock may be away from ours
_SCOPE = "openid profile"


@dataclass(frozen=True, slots=True)
class Client:
    """The portal as the issuer knows it."""

    issuer: str
    client_id: str
    client_secret: str
    redirect_uri: str
    person_claim: str
    takes_picked: bool
    """Whether people may be picked from a list, as the embedded issuer's are."""


def fresh_secret() -> str:
    """256 bits."""
    return secrets.token_urlsafe(32)


class Issuer:
    """One issuer. Its metadata is asked for once, its keys at each sign-in: they may change at any time."""

    def __init__(self, client: httpx.AsyncClient, known_as: Client) -> None:
        self._client = client
        self._us = known_as
        self._metadata: Mapping[str, Any] | None = None

    async def address(self, started: Started, state: str) -> str:
        """Where the browser goes to sign in. Raises ServiceAway."""
        told = await self._told()
        return str(
            prepare_grant_uri(
                told["authorization_endpoint"],
                self._us.client_id,
                "code",
                redirect_uri=self._us.redirect_uri,
                scope=_SCOPE,
                state=state,
                nonce=started.nonce,
                code_challenge=create_s256_code_challenge(started.verifier),
                code_challenge_method="S256",
            )
        )

    async def identity(self, answer: Mapping[str, str], started: Started, *, at: datetime) -> Identity:
        """Who signed in, from what the browser brought back. Raises SignInRefused, ServiceAway."""
        told = await self._told()
        said_by = answer.get("iss")
        expects_iss = bool(told.get("authorization_response_iss_parameter_supported"))
        if (said_by is None and expects_iss) or (said_by is not None and said_by != self._us.issuer):
            raise SignInRefused("The answer came from another issuer than the one you were sent to.")  # RFC 9207
        if "code" not in answer:
            raise SignInRefused("You did not finish signing in. Start again.")
        tokens = await self._exchange(told["token_endpoint"], answer["code"], started)
        claims = self._claims(tokens, await self._keys(told["jwks_uri"]), started, at=at)
        person = person_named(claims, claim=self._us.person_claim, picked=self._us.takes_picked)
        return Identity(self._us.issuer, str(claims["sub"]), person, str(claims.get("name", "")))

    async def _told(self) -> Mapping[str, Any]:
        if self._metadata is None:
            told = await self._json("GET", self._us.issuer.rstrip("/") + "/.well-known/openid-configuration")
            if told.get("issuer") != self._us.issuer:
                raise ServiceAway("the issuer calls itself otherwise than the settings do")
            self._metadata = told
        return self._metadata

    async def _exchange(self, endpoint: str, code: str, started: Started) -> Mapping[str, Any]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._us.redirect_uri,
            "code_verifier": started.verifier,
        }
        return await self._json("POST", endpoint, data=form, auth=(self._us.client_id, self._us.client_secret))

    async def _keys(self, address: str) -> KeySet:
        return KeySet.import_key_set(await self._json("GET", address))  # type: ignore[arg-type]

    def _claims(self, tokens: Mapping[str, Any], keys: KeySet, started: Started, *, at: datetime) -> Mapping[str, Any]:
        """The identity token's, once signature, issuer, audience, time and nonce are as they must be."""
        must = JWTClaimsRegistry(
            now=int(at.timestamp()),
            leeway=_LEEWAY,
            iss={"essential": True, "value": self._us.issuer},
            aud={"essential": True, "value": self._us.client_id},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": started.nonce},
        )
        try:
            decoded = jwt.decode(str(tokens["id_token"]), keys, algorithms=_ALGORITHMS)
            must.validate(decoded.claims)
        except (JoseError, KeyError, ValueError) as error:
            raise SignInRefused("What your organisation told us about you cannot be believed as it is.") from error
        if decoded.claims.get("azp", self._us.client_id) != self._us.client_id:
            raise SignInRefused("What your organisation told us was meant for somebody else.")
        return decoded.claims

    async def _json(self, method: str, address: str, **request: Any) -> dict[str, Any]:
        try:
            answer = await self._client.request(method, address, **request)
        except httpx.TransportError as error:
            raise unanswered("the issuer", error) from error
        if answer.status_code in (400, 401):
            raise SignInRefused("Your organisation did not accept the answer. Start again.")
        if not answer.is_success:
            raise ServiceAway(f"the issuer answered {answer.status_code}")
        found: dict[str, Any] = answer.json()
        return found
