"""Short signed tokens: who acts, with which roles, where. Minted by one, verified by all."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OKPKey

from chassis.errors import Declined
from contracts import Actor, Grant
from contracts.vocabulary import Role

AUDIENCE = "fairlead"
ISSUER = "fairlead-portal"
LIFETIME = timedelta(minutes=10)
_ALGORITHMS = ["Ed25519", "ES256"]  # RFC 9864: the name that also says the curve


class NotSignedIn(Declined):
    status = 401
    slug = "not-signed-in"
    title = "Sign in first"


def mint(key: OKPKey, person_id: UUID, grants: Iterable[Grant], *, at: datetime, lifetime: timedelta = LIFETIME) -> str:
    """A token for one person, valid from now for minutes."""
    claims = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": str(person_id),
        "iat": int(at.timestamp()),
        "exp": int((at + lifetime).timestamp()),
        "grants": [{"role": grant.role.value, "scope": grant.scope} for grant in grants],
    }
    header = {"alg": "Ed25519", "typ": "at+jwt", "kid": key.thumbprint()}
    return jwt.encode(header, claims, key, algorithms=_ALGORITHMS)


class Verifier:
    """Reads tokens with the public keys a service was given."""

    def __init__(self, public_keys: Mapping[str, Any]) -> None:
        self._keys = KeySet.import_key_set(dict(public_keys))  # type: ignore[arg-type]

    def actor(self, token: str, *, at: datetime) -> Actor:
        """Whoever the token speaks of. Raises NotSignedIn, saying why it is not accepted."""
        try:
            decoded = jwt.decode(token, self._keys, algorithms=_ALGORITHMS)
            claims = decoded.claims
            if decoded.header.get("typ") != "at+jwt" or claims["iss"] != ISSUER or claims["aud"] != AUDIENCE:
                raise NotSignedIn("This token is not one of ours")
            if claims["exp"] <= at.timestamp():
                raise NotSignedIn("This token has run out: sign in again")
            grants = frozenset(Grant(Role(grant["role"]), grant["scope"]) for grant in claims["grants"])
            return Actor(person_id=UUID(str(claims["sub"])), grants=grants)
        except (JoseError, KeyError, ValueError, TypeError) as error:
            raise NotSignedIn("This token cannot be read or verified") from error
