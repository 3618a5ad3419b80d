"""An OpenID Connect issuer for one machine: real in all that the portal checks, but whoever comes picks who they are.

Never in production (reference B1): it refuses to start there, its keys live as long as its process, every subject it
names begins with ``dev|``, which a portal in production refuses, and images of services do not contain it.
"""

import base64
import hashlib
import hmac
import secrets
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from fairlead.embedded.errors import RegionError
from fairlead.embedded.picker import Persona, picker

ALLOWED = ("dev", "demo", "test")
CLIENT = "fairlead"
NAME = "the list of invented people"
SUBJECT = "dev|"
CODE_LIVES = 60.0  # seconds
TOKEN_LIVES = 300

Find = Callable[[str], Awaitable[Sequence[Persona]]]
"""Who may be picked: those known by what was typed, or some of each role where nothing was."""


@dataclass(frozen=True, slots=True)
class _Granted:
    persona: Persona
    redirect_uri: str
    challenge: str
    nonce: str
    until: float


class Issuer:
    """Discovery, keys, the page that asks who you are, and the exchange of a code for an identity token (ES256)."""

    def __init__(
        self,
        *,
        env: str,
        url: str,
        client_secret: str,
        redirect_uri: str,
        find: Find,
        seconds: Callable[[], float] = time.time,
    ) -> None:
        """``seconds`` since 1970: what its tokens say the time is."""
        if env not in ALLOWED:
            raise RegionError(f"nobody picks who they are in {env!r}: the issuer starts in {', '.join(ALLOWED)} only")
        self.url = url
        self._secret = client_secret
        self._redirect_uri = redirect_uri
        self._find = find
        self._seconds = seconds
        self._key = ECKey.generate_key("P-256", {"use": "sig", "alg": "ES256"}, auto_kid=True)
        self._codes: dict[str, _Granted] = {}
        self.app = Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._metadata),
                Route("/keys", self._keys),
                Route("/authorize", self._ask, methods=["GET"]),
                Route("/authorize", self._pick, methods=["POST"]),
                Route("/token", self._token, methods=["POST"]),
            ]
        )

    async def _metadata(self, _: Request) -> Response:
        return JSONResponse(
            {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "jwks_uri": f"{self.url}/keys",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["ES256"],
                "code_challenge_methods_supported": ["S256"],
                "token_endpoint_auth_methods_supported": ["client_secret_basic"],
                "scopes_supported": ["openid", "profile"],
                "authorization_response_iss_parameter_supported": True,
            }
        )

    async def _keys(self, _: Request) -> Response:
        return JSONResponse({"keys": [self._key.as_dict(private=False)]})

    async def _ask(self, request: Request) -> Response:
        asked = dict(request.query_params)
        if wrong := self._why_not(asked):
            return JSONResponse({"error": "invalid_request", "error_description": wrong}, 400)
        return self._page(await self._find(""), request.url.query)

    async def _pick(self, request: Request) -> Response:
        asked = dict(request.query_params)
        if wrong := self._why_not(asked):
            return JSONResponse({"error": "invalid_request", "error_description": wrong}, 400)
        typed = (await _form(request)).get("person", "").strip()
        found = await self._find(typed) if typed.isprintable() else ()
        if len(found) != 1 or not typed:
            return self._page(await self._find(""), request.url.query, unknown=typed)
        code = secrets.token_urlsafe(32)
        until = time.monotonic() + CODE_LIVES
        self._codes[code] = _Granted(found[0], asked["redirect_uri"], asked["code_challenge"], asked["nonce"], until)
        back = {"code": code, "state": asked["state"], "iss": self.url}
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(back)}", 303)

    async def _token(self, request: Request) -> Response:
        form = await _form(request)
        if not self._is_our_client(request.headers.get("authorization", "")):
            return JSONResponse({"error": "invalid_client"}, 401)
        granted = self._codes.pop(form.get("code", ""), None)  # once, whatever comes of it
        if granted is None or not _fits(granted, form):
            return JSONResponse({"error": "invalid_grant"}, 400)
        body = {"access_token": secrets.token_urlsafe(32), "token_type": "Bearer", "expires_in": TOKEN_LIVES}
        return JSONResponse(body | {"id_token": self._identity(granted)}, headers={"Cache-Control": "no-store"})

    def _identity(self, granted: _Granted) -> str:
        now, persona = int(self._seconds()), granted.persona
        claims: dict[str, Any] = {
            "iss": self.url,
            "sub": SUBJECT + persona.person,
            "aud": CLIENT,
            "iat": now,
            "exp": now + TOKEN_LIVES,
            "auth_time": now,
            "nonce": granted.nonce,
            "name": persona.name,
            "person": persona.person,
        }
        return jwt.encode({"alg": "ES256", "kid": self._key.kid}, claims, self._key, algorithms=["ES256"])

    def _why_not(self, asked: Mapping[str, str]) -> str | None:
        if asked.get("client_id") != CLIENT or asked.get("redirect_uri") != self._redirect_uri:
            return "this issuer knows one client, and one address to send people back to"
        if asked.get("response_type") != "code" or asked.get("code_challenge_method") != "S256":
            return "only the code flow with an S256 challenge"
        missing = [name for name in ("state", "nonce", "code_challenge") if not asked.get(name)]
        return f"missing: {', '.join(missing)}" if missing else None

    def _is_our_client(self, authorization: str) -> bool:
        expected = base64.b64encode(f"{CLIENT}:{self._secret}".encode()).decode()
        return hmac.compare_digest(authorization.encode(), f"Basic {expected}".encode())

    def _page(self, personas: Sequence[Persona], query: str, *, unknown: str | None = None) -> HTMLResponse:
        html, digest = picker(personas, f"/authorize?{query}", unknown=unknown)
        to = urlsplit(self._redirect_uri)
        policy = f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self' {to.scheme}://{to.netloc}; "
        headers = {"Content-Security-Policy": policy + "base-uri 'none'; frame-ancestors 'none'"}
        return HTMLResponse(html, 422 if unknown is not None else 200, headers | {"Cache-Control": "no-store"})


async def _form(request: Request) -> Mapping[str, str]:
    """What was sent; what is no UTF-8 is read as nothing that anybody is called."""
    return dict(parse_qsl((await request.body()).decode(errors="replace")))


def _fits(granted: _Granted, form: Mapping[str, str]) -> bool:
    digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    return (
        form.get("grant_type") == "authorization_code"
        and form.get("redirect_uri") == granted.redirect_uri
        and hmac.compare_digest(challenge, granted.challenge)
        and time.monotonic() < granted.until
    )
