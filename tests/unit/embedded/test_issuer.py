"""The embedded issuer keeps to OpenID Connect: a code counts once, for who asked, with what they asked."""

import base64
import hashlib
from collections.abc import AsyncIterator, Sequence
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from fairlead.embedded.issuer import Issuer
from fairlead.embedded.picker import Persona

URL, BACK, SECRET = "http://127.0.0.1:1", "http://127.0.0.1:2/sign-in/callback", "what the portal proves itself with"
VERIFIER = "v" * 43
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
ANNA = Persona("0194c6a0", "Anna <Bell>", "Champion", "R0A, 7000010")
ASKED = {
    "response_type": "code",
    "client_id": "fairlead",
    "redirect_uri": BACK,
    "state": "a state",
    "nonce": "a nonce",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
}


async def find(typed: str) -> Sequence[Persona]:
    return [ANNA] if typed in ("", "7000010") else []


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    issuer = Issuer(env="test", url=URL, client_secret=SECRET, redirect_uri=BACK, find=find)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(issuer.app), base_url=URL) as client:
        yield client


async def picks(client: httpx.AsyncClient, person: str = "7000010") -> httpx.Response:
    return await client.post(f"/authorize?{urlencode(ASKED)}", data={"person": person})


async def a_code(client: httpx.AsyncClient) -> str:
    return parse_qs(urlsplit((await picks(client)).headers["location"]).query)["code"][0]


async def exchanges(client: httpx.AsyncClient, code: str, *, secret: str = SECRET, **otherwise: str) -> httpx.Response:
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK, "code_verifier": VERIFIER}
    return await client.post("/token", data={**form, **otherwise}, auth=("fairlead", secret))


async def test_it_is_found_as_the_standard_says(client: httpx.AsyncClient) -> None:
    told = (await client.get("/.well-known/openid-configuration")).json()

    assert told["issuer"] == URL
    assert told["code_challenge_methods_supported"] == ["S256"]
    assert (await client.get(told["jwks_uri"])).json()["keys"][0]["alg"] == "ES256"


async def test_who_picks_is_sent_back_with_a_code_the_state_and_the_issuer(client: httpx.AsyncClient) -> None:
    back = await picks(client)

    assert back.status_code == 303
    assert back.headers["location"].startswith(f"{BACK}?")
    query = parse_qs(urlsplit(back.headers["location"]).query)
    assert (query["state"], query["iss"]) == (["a state"], [URL])


async def test_the_token_says_who_was_picked_and_carries_the_nonce(client: httpx.AsyncClient) -> None:
    tokens = (await exchanges(client, await a_code(client))).json()

    keys = KeySet.import_key_set((await client.get("/keys")).json())
    claims = jwt.decode(tokens["id_token"], keys, algorithms=["ES256"]).claims
    assert {name: claims[name] for name in ("iss", "aud", "sub", "nonce", "person", "name")} == {
        "iss": URL,
        "aud": "fairlead",
        "sub": "dev|0194c6a0",
        "nonce": "a nonce",
        "person": "0194c6a0",
        "name": "Anna <Bell>",
    }
    assert claims["exp"] - claims["iat"] == 300


async def test_a_code_counts_once(client: httpx.AsyncClient) -> None:
    code = await a_code(client)
    assert (await exchanges(client, code)).status_code == 200

    assert (await exchanges(client, code)).json() == {"error": "invalid_grant"}


@pytest.mark.parametrize(
    "otherwise",
    [{"code_verifier": "x" * 43}, {"redirect_uri": "http://elsewhere.example"}, {"grant_type": "password"}],
    ids=str,
)
async def test_a_code_is_for_who_asked_with_what_they_asked(client: httpx.AsyncClient, otherwise: Any) -> None:
    code = await a_code(client)

    assert (await exchanges(client, code, **otherwise)).status_code == 400
    assert (await exchanges(client, code)).status_code == 400


async def test_nobody_but_the_portal_exchanges_a_code(client: httpx.AsyncClient) -> None:
    code = await a_code(client)

    assert (await exchanges(client, code, secret="guessed")).status_code == 401
    assert (await exchanges(client, code)).status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"client_id": "another"},
        {"redirect_uri": "http://elsewhere.example"},
        {"response_type": "token"},
        {"code_challenge_method": "plain"},
        {"code_challenge": ""},
        {"state": ""},
        {"nonce": ""},
    ],
    ids=str,
)
@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_what_is_not_asked_safely_is_not_answered(client: httpx.AsyncClient, wrong: Any, method: str) -> None:
    answer = await client.request(method, f"/authorize?{urlencode({**ASKED, **wrong})}", data={"person": "7000010"})

    assert answer.status_code == 400
    assert "location" not in answer.headers


async def test_nobody_is_picked_by_a_number_that_nobody_has(client: httpx.AsyncClient) -> None:
    for typed, said in (
        ("7999999", "Nobody, or more than one, is known as 7999999"),
        ("", "Enter a number or an id"),
        ("   ", "Enter a number or an id"),
    ):
        page = await picks(client, typed)
        assert page.status_code == 422
        assert said in page.text


async def test_the_page_lists_people_by_role_and_runs_nothing(client: httpx.AsyncClient) -> None:
    page = await client.get(f"/authorize?{urlencode(ASKED)}")

    assert "<h2>Champion</h2>" in page.text
    assert "Anna &lt;Bell&gt; (R0A, 7000010)" in page.text
    assert "<script" not in page.text
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "form-action 'self' http://127.0.0.1:2;" in policy
    style = page.text.split("<style>")[1].split("</style>")[0]
    assert base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() in policy
