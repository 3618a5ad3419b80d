"""The printed certificate: the same bytes each time, readable aloud, and checked by whoever points a phone at it."""

import json
import re
import zlib
from dataclasses import replace
from datetime import date

import pytest
import typst

from services.recognition import gateway
from services.recognition.domain import NotPrintable, Signatory
from services.recognition.gateway import Press
from tests.unit.recognition.facts import CODE, a_certificate, an_activity
from tests.unit.recognition.seeing import picture, squares, text_of

PRESS = Press("https://portal.example/")


def opened(pdf: bytes) -> bytes:
    """All of it, with what it holds compressed spread out behind."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    return pdf + b"".join(zlib.decompress(each) for each in streams if each[:1] == b"\x78")


async def test_the_same_certificate_is_the_same_bytes() -> None:
    one, again = await PRESS.print(a_certificate()), await PRESS.print(a_certificate())
    other = await PRESS.print(a_certificate(recipient="Dr Amara Okafor"))

    assert one == again
    assert one != other
    assert one.startswith(b"%PDF-1.7")


async def test_it_is_tagged_in_british_english_and_claims_both_standards() -> None:
    pdf = opened(await PRESS.print(a_certificate()))

    for told in (
        b"/StructTreeRoot",
        b"/MarkInfo<</Marked true",
        b"/Lang(en-GB)",
        b"<pdfuaid:part>1",
        b"<pdfaid:part>2",
    ):
        assert told in pdf, told
    assert b"<pdfaid:conformance>A" in pdf
    assert b"/Title(Certificate: Clinical governance committee)" in pdf


async def test_whoever_points_a_phone_at_it_gets_the_address_where_it_is_verified(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pdf = opened(await PRESS.print(a_certificate()))
    address = f"https://portal.example/verify/{CODE}"
    assert f"/Alt(QR code of the address {address})".encode() in pdf
    assert f"/URI({address})".encode() in pdf

    page = typst.compile(
        gateway._TEMPLATE,
        root=gateway._TEMPLATE.parent,
        sys_inputs={"data": json.dumps(gateway._said(a_certificate(), address))},
        ignore_system_fonts=True,
        format="png",
        ppi=110,
    )

    assert isinstance(page, bytes)
    assert text_of(squares(picture(page))) == address


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"last_day": date(2026, 9, 1), "minutes": 61}, "on 1 September 2026, 1 hour 1 minute in all"),
        ({"minutes": 120}, "from 1 September 2026 to 20 November 2026, 2 hours in all"),
        ({"minutes": 45}, "from 1 September 2026 to 20 November 2026, 45 minutes in all"),
    ],
)
def test_days_and_hours_are_said_as_people_say_them(facts: dict[str, object], said: str) -> None:
    certificate = a_certificate(activity=an_activity(**facts))
    assert gateway._said(certificate, "")["when"] == said


@pytest.mark.parametrize(
    "certificate",
    [
        a_certificate(recipient="Dr 李明"),
        a_certificate(signatory=Signatory("Ms Jo Example", "Medical 🩺 Director")),
        a_certificate(activity=an_activity(title="医学教育")),
    ],
    ids=["the name", "the signatory", "the activity"],
)
async def test_what_the_font_cannot_show_is_refused_without_repeating_it(certificate: object) -> None:
    with pytest.raises(NotPrintable) as refused:
        await PRESS.print(certificate)  # type: ignore[arg-type]
    assert refused.value.detail == "Write names and titles in Latin, Greek or Cyrillic letters."


async def test_nothing_that_is_typed_is_read_as_typst() -> None:
    typed = '#panic("x") $ * _ [ ] \\ #read("/etc/passwd") = 1'
    pdf = await PRESS.print(replace(a_certificate(), signatory=Signatory("Ms Jo Example", typed)))
    assert len(pdf) > 10_000


async def test_long_words_stay_on_one_page() -> None:
    long = a_certificate(
        recipient=("Wolfeschlegelsteinhausenbergerdorff-" * 3)[:100],
        issuer="Y" + " University Hospitals of the North and of the South NHS Foundation Trust" * 2,
        activity=an_activity(title=("Meeting of the improvement board " * 7)[:200]),
        signatory=Signatory(("Zacharias " * 10)[:100], "Chief Medical Officer and Deputy Chief Executive " * 2),
    )
    assert b"/Type/Pages/Count 1/" in await PRESS.print(long)
