"""Pushes, without a network: encryption and signature by the RFCs' own examples, addresses, and what follows."""

import asyncio
import socket
from base64 import urlsafe_b64decode
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import http_ece
import httpcore
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import ECKey

from contracts.vocabulary import Decision, WithheldReason
from services.notifications.domain import DeliveryState, Outcome, Patience, PushState, after, overall, topic
from services.notifications.gateway import NotAllowed, Reach, Vapid, is_point, seal
from services.notifications.gateway.push import _asked_wait, _content, _judged
from services.notifications.gateway.reaching import PublicOnly

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SERVICES = ("fcm.googleapis.com", "*.push.services.mozilla.com")
KEY = ECKey.generate_key("P-256").as_dict(private=True)


def raw(encoded: str) -> bytes:
    return urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))


def private(encoded: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(raw(encoded), "big"), ec.SECP256R1())


RECEIVER = private("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94")
RECEIVER_POINT = raw("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4")
AUTH = raw("BTBZMqHH6r4Tts7J_aSIgg")


def test_our_encryption_gives_the_bytes_of_rfc_8291_appendix_a() -> None:
    sealed = seal(
        b"When I grow up, I want to be a watermelon",
        p256dh=RECEIVER_POINT,
        auth=AUTH,
        key=private("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"),
        salt=raw("DGv6ra1nlYgDCS1FRnbzlw"),
    )
    assert sealed == raw(
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
        "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
        "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


@given(st.binary(min_size=1, max_size=3_993))
def test_whatever_is_sealed_is_one_record_that_its_browser_reads(content: bytes) -> None:
    sealed = seal(content, p256dh=RECEIVER_POINT, auth=AUTH)
    assert len(sealed) <= 4_096
    assert http_ece.decrypt(sealed, private_key=RECEIVER, auth_secret=AUTH) == content


def test_the_same_content_is_sealed_differently_each_time() -> None:
    assert seal(b"news", p256dh=RECEIVER_POINT, auth=AUTH) != seal(b"news", p256dh=RECEIVER_POINT, auth=AUTH)


def test_a_push_says_which_item_and_no_word_of_it_and_is_always_as_long() -> None:
    item, tag = uuid4(), uuid4()
    assert _content(item, tag) == f'{{"item": "{item}", "tag": "{topic(tag)}"}}'.encode()
    assert len(_content(UUID(int=0), UUID(int=1))) == len(_content(item, tag))


def test_a_topic_fits_its_header_and_is_the_same_for_the_same_notification() -> None:
    tag = uuid4()
    assert topic(tag) == topic(UUID(str(tag)))
    assert len(topic(tag)) == 22
    assert topic(tag).replace("-", "").replace("_", "").isalnum()


def claims(authorization: str) -> dict[str, object]:
    token = authorization.removeprefix("vapid t=").partition(", k=")[0]
    return dict(jwt.decode(token, ECKey.import_key(KEY), algorithms=["ES256"]).claims)


def test_each_push_service_gets_a_token_for_its_own_origin_and_keeps_it_for_hours() -> None:
    vapid = Vapid(KEY, "mailto:no-reply@fairlead.example")
    first = vapid.authorization("https://a.example", at=NOW)
    assert vapid.authorization("https://b.example:8443", at=NOW) != first
    assert vapid.authorization("https://a.example", at=NOW + timedelta(hours=10)) == first
    renewed = vapid.authorization("https://a.example", at=NOW + timedelta(hours=11, minutes=30))

    ends = int((NOW + timedelta(hours=12)).timestamp())
    assert claims(first) == {"aud": "https://a.example", "exp": ends, "sub": "mailto:no-reply@fairlead.example"}
    assert claims(renewed)["exp"] == ends + 11.5 * 3600


def test_the_public_key_is_a_point_as_browsers_want_it() -> None:
    assert is_point(raw(Vapid(KEY, "mailto:a@b.example").public_key))


@pytest.mark.parametrize(
    "key", [ECKey.generate_key("P-384").as_dict(private=True), ECKey.generate_key("P-256").as_dict(private=False)]
)
def test_another_key_is_refused_at_the_start(key: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="FAIRLEAD_VAPID_KEY"):
        Vapid(key, "mailto:a@b.example")


@pytest.mark.parametrize("point", [b"", b"\x04" + bytes(64), RECEIVER_POINT[:64], bytes([2]) + RECEIVER_POINT[1:33]])
def test_what_is_no_point_on_the_curve_is_no_browsers_key(point: bytes) -> None:
    assert not is_point(point)


@pytest.mark.parametrize(
    ("endpoint", "origin"),
    [
        ("https://fcm.googleapis.com/fcm/send/abc:APA91b-_x", "https://fcm.googleapis.com"),
        ("https://fcm.googleapis.com:443/wp/x", "https://fcm.googleapis.com"),
        (
            "https://updates.push.services.mozilla.com/wpush/v2/gAAA",
            "https://updates.push.services.mozilla.com",
        ),
    ],
)
def test_the_push_services_of_browsers_are_allowed(endpoint: str, origin: str) -> None:
    assert Reach(SERVICES).place(endpoint).origin == origin


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/x",
        "https://fcm.googleapis.com:8443/x",
        "https://fcm.googleapis.com.evil.example/x",
        "https://evilfcm.googleapis.com/x",
        "https://push.services.mozilla.com/x",
        "https://evilpush.services.mozilla.com/x",
        "https://..push.services.mozilla.com/x",
        "https://a..push.services.mozilla.com/x",
        f"https://{'a' * 64}.push.services.mozilla.com/x",
        f"https://{'a.' * 120}push.services.mozilla.com/x",
        "https://-.push.services.mozilla.com/x",
        "https://fcm.googleapis.com./x",
        "https://user@fcm.googleapis.com/x",
        "https://evil.example\\@fcm.googleapis.com/x",
        "https://evil.example#@fcm.googleapis.com/x",
        "https://fcm.googleapis.com@evil.example/x",
        "https://fcm.googleapis.com/x\r\nX: y",
        "https://fcm.googleapis.com/x\n",
        "https://FCM.googleapis.com/x",
        "https://fcm.googleapis.com",
        "https://fcm.googleapis.com/" + "x" * 2_000,
        "https://169.254.169.254/latest",
        "https://[::1]/x",
        "http://127.0.0.1:8600/x",
        "http://localhost/x",
        "file:///etc/passwd",
        "",
    ],
)
def test_any_other_address_is_refused_in_production(endpoint: str) -> None:
    with pytest.raises(NotAllowed):
        Reach(SERVICES).place(endpoint)


def test_this_machine_may_be_pushed_to_only_where_it_is_allowed_and_only_by_its_name() -> None:
    dev = Reach(SERVICES, loopback=True)
    assert dev.place("http://127.0.0.1:9000/x").origin == "http://127.0.0.1:9000"
    for endpoint in ("http://127.0.0.2:9000/x", "http://10.0.0.1/x", "http://127.0.0.1:99999/x"):
        with pytest.raises(NotAllowed):
            dev.place(endpoint)


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fd00::1", "::ffff:10.0.0.1", "224.0.0.1", "0.0.0.0"]
)
@pytest.mark.parametrize("loopback", [True, False])
async def test_a_push_service_whose_name_leads_inside_is_not_connected_to(
    address: str, loopback: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def rebound(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443))]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", rebound, raising=False)
    with pytest.raises(httpcore.ConnectError, match="no public address"):
        await PublicOnly(loopback=loopback).connect_tcp("fcm.googleapis.com", 443, timeout=1)


@pytest.mark.parametrize("name", ["..push.services.mozilla.com", "a" * 64 + ".push.services.mozilla.com"])
async def test_a_name_that_can_be_none_is_one_that_is_not_there(name: str) -> None:
    with pytest.raises(httpcore.ConnectError, match="no such name"):
        await PublicOnly(loopback=False).connect_tcp(name, 443, timeout=30)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (201, Outcome.ACCEPTED),
        (202, Outcome.ACCEPTED),
        (307, Outcome.REJECTED),
        (400, Outcome.REJECTED),
        (401, Outcome.NOT_SENT),
        (403, Outcome.NOT_SENT),
        (404, Outcome.GONE),
        (410, Outcome.GONE),
        (413, Outcome.REJECTED),
        (429, Outcome.NOT_SENT),
        (500, Outcome.NOT_SENT),
        (503, Outcome.NOT_SENT),
    ],
)
def test_each_status_has_its_meaning(status: int, outcome: Outcome) -> None:
    assert _judged(status, None, NOW).outcome is outcome


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("30", 30),
        ("Sun, 22 Nov 2026 09:01:00 GMT", 60),
        ("Sun, 22 Nov 2026 08:00:00 GMT", 0),
        ("soon", 0),
        ("9" * 30, 0),
        ("Sun, 22 Nov 2026 09:01:00", 0),
        (None, 0),
    ],
)
def test_a_wish_to_wait_is_seconds_or_a_date(said: str | None, seconds: float) -> None:
    assert _asked_wait(said, NOW) == timedelta(seconds=seconds)


PATIENCE = Patience(first_seconds=1, longest_seconds=300, give_up_hours=24, resends=3)


@pytest.mark.parametrize(("wish", "hours"), [(timedelta(hours=2), 2), (timedelta(days=400), 24)])
def test_we_wait_as_long_as_we_are_asked_to_but_not_longer_than_we_try(wish: timedelta, hours: float) -> None:
    told = {"attempts": 1, "unsure": 0, "created": NOW, "now": NOW, "patience": PATIENCE, "jitter": 1.0}
    then = after(Outcome.NOT_SENT, asked_to_wait=wish, **told)
    assert then.again_at == NOW + timedelta(hours=hours)


@pytest.mark.parametrize(("unsure", "state"), [(0, DeliveryState.WITHDRAWN), (1, DeliveryState.UNKNOWN)])
def test_a_device_that_is_gone_may_have_had_the_copy_before(unsure: int, state: DeliveryState) -> None:
    then = after(Outcome.GONE, attempts=1, unsure=unsure, created=NOW, now=NOW, patience=PATIENCE, jitter=0.5)
    assert then.state is state


SENT, DUE, FAILED, UNKNOWN, WITHDRAWN = (
    PushState(DeliveryState(state), 0) for state in ("sent", "due", "failed", "unknown", "withdrawn")
)
DOUBTFUL = PushState(DeliveryState.DUE, 1)


@pytest.mark.parametrize(
    ("pushes", "decision", "reason"),
    [
        ([SENT, FAILED, DUE], Decision.SENT, None),
        ([DUE, FAILED], Decision.PENDING, None),
        ([DOUBTFUL, FAILED], Decision.UNKNOWN, None),
        ([UNKNOWN, FAILED, WITHDRAWN], Decision.UNKNOWN, None),
        ([FAILED, WITHDRAWN], Decision.FAILED, None),
        ([WITHDRAWN], Decision.WITHHELD, WithheldReason.NO_SUBSCRIPTION),
    ],
)
def test_somebody_is_told_by_whichever_device_was_reached(
    pushes: list[PushState], decision: Decision, reason: WithheldReason | None
) -> None:
    verdict = overall(pushes)
    assert (verdict.decision, verdict.reason) == (decision, reason)
