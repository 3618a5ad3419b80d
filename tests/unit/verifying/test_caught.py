"""Verify looks at the headers of caught mail only, and must come to what a reader of all of it comes to."""

from collections import Counter
from pathlib import Path

import pytest
from aiosmtpd.smtp import Envelope

from fairlead.embedded.mail import MailCatcher, caught
from fairlead.verifying import telling


async def take(folder: Path, *headers: str) -> None:
    """A mail with each of these headers; what looks like one in its body is none."""
    catcher = MailCatcher(folder, host="127.0.0.1", port=0)
    catcher.load()
    for header in headers:
        envelope = Envelope()
        envelope.mail_from, envelope.rcpt_tos = "a@example.org", ["b@example.org"]
        envelope.content = f"Subject: Yours\r\n{header}\r\nMessage-ID: <body@example.org>\r\n".encode()
        assert await catcher.handle_DATA(None, None, envelope) == "250 2.0.0 Kept"


@pytest.mark.parametrize(
    "header",
    [
        "Message-ID: <one@example.org>\r\n",
        "message-id:<one@example.org>\r\n",
        "Message-ID:\r\n <one@example.org>\r\n",
        "References: <other@example.org>\r\nMessage-ID: <one@example.org>\r\n",
    ],
)
async def test_the_id_of_a_mail_is_read_from_its_header(tmp_path: Path, header: str) -> None:
    await take(tmp_path, header)

    assert telling._caught(tmp_path) == (Counter(["one"]), 0)


async def test_a_mail_without_an_id_has_none_whatever_its_body_says(tmp_path: Path) -> None:
    await take(tmp_path, "")

    assert telling._caught(tmp_path) == (Counter([""]), 0)


async def test_mails_and_copies_are_counted_as_the_whole_reader_counts_them(tmp_path: Path) -> None:
    one, two, elsewhere = (f"Message-ID: <{id_}>\r\n" for id_ in ("1@example.org", "2@example.org", "1@other.example"))
    await take(tmp_path, one, two, one, elsewhere, one)

    mails = caught(tmp_path)

    assert telling._caught(tmp_path) == (Counter({"1": 2, "2": 1}), 2)
    assert (len(mails), sum(mail["copies"] - 1 for mail in mails)) == (3, 2)
