"""What makes a push ours and readable by one browser only: VAPID (RFC 8292) and content encryption (RFC 8291)."""

from base64 import urlsafe_b64encode
from datetime import datetime, timedelta
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from joserfc import jwt
from joserfc.jwk import ECKey

_LASTS = timedelta(hours=12)
"""Push services take a token of 24 hours at most."""
_RENEWED = timedelta(hours=1)
_MOST_ORIGINS = 1_000


class Vapid:
    """Signs for us. ``contact`` is a mail address or web page where a push service finds whoever runs this region."""

    def __init__(self, key: dict[str, Any], contact: str) -> None:
        """``key`` is a private JSON Web Key on P-256. Raises ValueError for another."""
        self._key = ECKey.import_key(key)
        if self._key.curve_name != "P-256" or not self._key.is_private:
            raise ValueError("FAIRLEAD_VAPID_KEY must be a private key on P-256, as a JSON Web Key")
        self._contact = contact
        self._tokens: dict[str, tuple[datetime, str]] = {}
        self.public_key = _text(_point(self._key))
        """As browsers want it when they subscribe."""

    def authorization(self, origin: str, *, at: datetime) -> str:
        """The header's value for a push service. A token is kept: Apple refuses one that is new for every push."""
        ends, token = self._tokens.get(origin, (at, ""))
        if ends - at < _RENEWED:
            if len(self._tokens) >= _MOST_ORIGINS:
                self._tokens.clear()
            ends, token = at + _LASTS, self._sign(origin, at + _LASTS)
            self._tokens[origin] = (ends, token)
        return f"vapid t={token}, k={self.public_key}"

    def _sign(self, origin: str, ends: datetime) -> str:
        claims = {"aud": origin, "exp": int(ends.timestamp()), "sub": self._contact}
        return jwt.encode({"typ": "JWT", "alg": "ES256"}, claims, self._key)


def seal(
    content: bytes,
    *,
    p256dh: bytes,
    auth: bytes,
    key: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes | None = None,
) -> bytes:
    """One record of ``aes128gcm``. Key and salt are new each time; only a known answer names them."""
    ephemeral = key or ec.generate_private_key(ec.SECP256R1())
    sealed: bytes = http_ece.encrypt(content, salt=salt, private_key=ephemeral, dh=p256dh, auth_secret=auth)
    return sealed


def is_point(p256dh: bytes) -> bool:
    """Whether this is a public key on P-256, uncompressed."""
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), p256dh)
    except ValueError:
        return False
    return len(p256dh) == 65


def _point(key: ECKey) -> bytes:
    numbers = key.public_key.public_numbers()
    return b"\x04" + numbers.x.to_bytes(32, "big") + numbers.y.to_bytes(32, "big")


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
