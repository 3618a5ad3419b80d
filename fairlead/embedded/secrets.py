"""Passwords, the client's secret and the keys of one region, made once and kept in DATA/secrets."""

import json
import secrets
from typing import Any

from joserfc.jwk import ECKey, KeySet, OKPKey

from fairlead.embedded.errors import RegionError
from fairlead.embedded.layout import DATABASES, Layout, write_private

ADMIN = "postgres"


def passwords(layout: Layout) -> dict[str, str]:
    """The password of the administrator and of every service's database role, by role name."""
    kept = _read(layout, "postgres.json")
    missing = {role: secrets.token_urlsafe(24) for role in (ADMIN, *DATABASES) if role not in kept}
    if missing:
        kept |= missing
        write_private(layout.secrets / "postgres.json", json.dumps(kept, indent=2))
    return kept


def signing_key(layout: Layout) -> OKPKey:
    """The portal's Ed25519 key; its private half never leaves DATA/secrets."""
    kept = _read(layout, "portal-key.json")
    if kept:
        return OKPKey.import_key(kept)
    key = OKPKey.generate_key("Ed25519", {"use": "sig", "alg": "Ed25519"}, auto_kid=True)
    write_private(layout.secrets / "portal-key.json", json.dumps(key.as_dict(private=True), indent=2))
    return key


def client_secret(layout: Layout) -> str:
    """What the portal proves itself with at the embedded issuer; made once."""
    path = layout.secrets / "issuer-client.txt"
    if not path.exists():
        write_private(path, secrets.token_urlsafe(32))
    return path.read_text().strip()


def public_keys(layout: Layout) -> dict[str, Any]:
    """The key set (JWKS) by which services check the portal's tokens."""
    return dict(KeySet([signing_key(layout)]).as_dict(private=False))


def vapid_key(layout: Layout) -> dict[str, Any]:
    """The key that push services know this region by. Who loses it loses every device that subscribed."""
    kept = _read(layout, "vapid-key.json")
    if not kept:
        kept = dict(ECKey.generate_key("P-256", {"use": "sig", "alg": "ES256"}).as_dict(private=True))
        write_private(layout.secrets / "vapid-key.json", json.dumps(kept, indent=2))
    return kept


def _read(layout: Layout, name: str) -> dict[str, Any]:
    path = layout.secrets / name
    try:
        kept = json.loads(path.read_text())
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise RegionError(f"{path} is not valid JSON ({error}); restore it from a backup") from error
    if not isinstance(kept, dict):
        raise RegionError(f"{path} does not hold a JSON object; restore it from a backup")
    return kept
