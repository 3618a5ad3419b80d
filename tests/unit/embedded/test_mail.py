"""Mail that was accepted is never lost and never counted twice."""

import errno
import os
from pathlib import Path

import pytest
from aiosmtpd.smtp import Envelope

from fairlead.embedded import mail
from fairlead.embedded.mail import MailCatcher, caught


def an_envelope(*, message_id: str = "<1@example.org>", body: str = "Hello") -> Envelope:
    envelope = Envelope()
    envelope.mail_from, envelope.rcpt_tos = "a@example.org", ["b@example.org", "c@example.org"]
    headers = f"Message-ID: {message_id}\r\n" if message_id else ""
    envelope.content = (
        f"{headers}Subject: Your placement\r\nDate: Sun, 22 Nov 2026 10:00:00 +0000\r\n"
        f"Content-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n"
    ).encode()
    return envelope


async def take(folder: Path, *envelopes: Envelope) -> list[str]:
    """The answers of a catcher that has just started on `folder`."""
    catcher = MailCatcher(folder, host="127.0.0.1", port=0)
    catcher.load()
    return [await catcher.handle_DATA(None, None, each) for each in envelopes]


async def test_a_mail_is_described_with_all_that_others_rely_on(tmp_path: Path) -> None:
    assert await take(tmp_path, an_envelope()) == ["250 2.0.0 Kept"]

    assert caught(tmp_path) == [
        {
            "to": "b@example.org, c@example.org",
            "from": "a@example.org",
            "subject": "Your placement",
            "message_id": "<1@example.org>",
            "date": "2026-11-22T10:00:00+00:00",
            "text": "Hello\n",
            "html": "",
            "headers": {
                "Message-ID": "<1@example.org>",
                "Subject": "Your placement",
                "Date": "Sun, 22 Nov 2026 10:00:00 +0000",
                "Content-Type": 'text/plain; charset="utf-8"',
            },
            "copies": 1,
        }
    ]


async def test_the_same_message_id_is_one_mail_with_copies_also_after_a_restart(tmp_path: Path) -> None:
    await take(tmp_path, an_envelope(), an_envelope())
    await take(tmp_path, an_envelope(), an_envelope(message_id="<2@example.org>"))

    assert [(each["message_id"], each["copies"]) for each in caught(tmp_path)] == [
        ("<1@example.org>", 3),
        ("<2@example.org>", 1),
    ]


async def test_mails_without_a_message_id_are_never_copies(tmp_path: Path) -> None:
    await take(tmp_path, an_envelope(message_id=""), an_envelope(message_id=""))

    assert [each["copies"] for each in caught(tmp_path)] == [1, 1]


async def test_a_file_torn_by_a_kill_is_no_mail_and_is_cleared(tmp_path: Path) -> None:
    torn = tmp_path / ".0001-x.mail.torn"
    torn.write_bytes(b'{"from": "a@')
    assert caught(tmp_path) == []

    await take(tmp_path)

    assert not torn.exists()


async def test_a_full_disk_is_answered_with_a_temporary_refusal_and_keeps_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(mail.os, "fsync", full)
    assert await take(tmp_path, an_envelope()) == ["452 4.3.1 Cannot keep the mail: No space left on device"]
    monkeypatch.undo()

    assert list(tmp_path.iterdir()) == []
    await take(tmp_path, an_envelope())
    assert [each["copies"] for each in caught(tmp_path)] == [1]
