import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey, OKPKey

from chassis.tokens import LIFETIME, NotSignedIn, Verifier, mint
from contracts import Actor, Grant
from contracts.vocabulary import Role

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
KEY = OKPKey.generate_key("Ed25519")
VERIFIER = Verifier(KeySet([KEY]).as_dict(private=False))
GRANTS = frozenset({Grant(Role.TPD, "LDN/7"), Grant(Role.RESIDENT_DOCTOR)})
CLAIMS: dict[str, Any] = {
    "iss": "fairlead-portal",
    "aud": "fairlead",
    "sub": str(uuid4()),
    "iat": int(NOW.timestamp()),
    "exp": int(NOW.timestamp()) + 60,
    "grants": [],
}
HEADER = {"alg": "Ed25519", "typ": "at+jwt", "kid": KEY.thumbprint()}


def a_token(key: Any = KEY, header: dict[str, str] | None = None, algorithm: str = "Ed25519", **claims: Any) -> str:
    facts = {name: value for name, value in {**CLAIMS, **claims}.items() if value is not ...}
    return jwt.encode({**HEADER, "alg": algorithm, **(header or {})}, facts, key, algorithms=[algorithm])


def test_whom_a_token_was_minted_for_is_read_from_it() -> None:
    person = uuid4()
    token = mint(KEY, person, GRANTS, at=NOW)
    assert VERIFIER.actor(token, at=NOW + LIFETIME - timedelta(seconds=1)) == Actor(person, GRANTS)


def test_the_hand_made_token_of_these_tests_is_a_good_one() -> None:
    assert str(VERIFIER.actor(a_token(), at=NOW).person_id) == CLAIMS["sub"]


def test_a_token_has_run_out_at_its_last_second() -> None:
    token = mint(KEY, uuid4(), GRANTS, at=NOW)
    with pytest.raises(NotSignedIn, match="run out"):
        VERIFIER.actor(token, at=NOW + LIFETIME)


def unsigned() -> str:
    def part(content: dict[str, Any]) -> str:
        return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()

    return f"{part({**HEADER, 'alg': 'none'})}.{part(CLAIMS)}."


PUBLIC_AS_SECRET = OctKey.import_key(KEY.as_dict(private=False)["x"])

BAD: dict[str, Callable[[], str]] = {
    "of another audience": lambda: a_token(aud="somebody-else"),
    "of several audiences": lambda: a_token(aud=["fairlead", "somebody-else"]),
    "of another issuer": lambda: a_token(iss="somebody-else"),
    "of another type": lambda: a_token(header={"typ": "id+jwt"}),
    "signed with nothing": unsigned,
    "signed with the public key as a secret": lambda: a_token(PUBLIC_AS_SECRET, algorithm="HS256"),
    "signed with another key": lambda: a_token(OKPKey.generate_key("Ed25519")),
    "signed with another kind of key": lambda: a_token(ECKey.generate_key("P-256"), algorithm="ES256"),
    "with a changed claim": lambda: a_token().replace(".", ".e30", 1),
    "without an end": lambda: a_token(exp=...),
    "with an end that is no number": lambda: a_token(exp="tomorrow"),
    "without a person": lambda: a_token(sub=...),
    "of a person who is no id": lambda: a_token(sub="ann"),
    "of a person who is a number": lambda: a_token(sub=7),
    "without an audience": lambda: a_token(aud=...),
    "without an issuer": lambda: a_token(iss=...),
    "without grants": lambda: a_token(grants=...),
    "with a role that does not exist": lambda: a_token(grants=[{"role": "king", "scope": None}]),
    "that is empty": lambda: "",
    "that is no token": lambda: "a.b.c",
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_token_signs_nobody_in(kind: str) -> None:
    with pytest.raises(NotSignedIn) as refused:
        VERIFIER.actor(BAD[kind](), at=NOW)
    assert refused.value.status == 401
