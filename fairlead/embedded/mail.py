"""Mail of the region: an SMTP server that sends nothing on, and keeps all it has ever accepted."""

import asyncio
import email
import hashlib
import itertools
import json
import os
import time
import uuid
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

from fairlead.embedded.layout import sync_folder

SIZE_LIMIT = 32 * 1024 * 1024


class MailCatcher:
    """Says 250 only when the mail is on disk; one mail per Message-ID, further deliveries are counted as copies.

    A mail is one file, `<arrival>-<identity>.mail`: the envelope as a line of JSON, then the bytes as they came.
    A copy is an empty file, `<arrival>-<identity>.copy`. Files are never changed, so a crash can tear none.
    """

    def __init__(self, folder: Path, *, host: str, port: int) -> None:
        self._folder = folder
        self._host = host
        self._port = port
        self._known: set[str] = set()
        self._count = itertools.count()
        self._server: asyncio.Server | None = None

    def load(self) -> None:
        """Remember what earlier lives have kept, and clear what a kill has torn."""
        self._folder.mkdir(parents=True, exist_ok=True)
        for torn in self._folder.glob(".*.torn"):
            torn.unlink()
        self._known = {_identity_of(path) for path in self._folder.glob("*.mail")}

    async def start(self) -> None:
        """Take mail. Call when no other catcher works on the folder."""
        await asyncio.to_thread(self.load)
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._protocol, self._host, self._port)

    async def stop(self) -> None:
        """Take no more mail. What was accepted is on disk already."""
        if self._server is not None:
            self._server.close()
            self._server = None

    def _protocol(self) -> SMTP:
        # A host name of its own, because the default asks the name service.
        return SMTP(self, hostname="localhost", data_size_limit=SIZE_LIMIT, enable_SMTPUTF8=True, ident="Fairlead")

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep one mail and answer the client (aiosmtpd's hook)."""
        content = envelope.content
        raw = content if isinstance(content, bytes) else (content or "").encode()
        identity = _identity(raw)
        try:
            # Only what is on disk is known: a mail whose first delivery is still being written is written again.
            if identity in self._known:
                await asyncio.to_thread(self._keep, identity, "copy", b"")
            else:
                line = json.dumps({"from": envelope.mail_from, "to": envelope.rcpt_tos}).encode()
                await asyncio.to_thread(self._keep, identity, "mail", line + b"\n" + raw)
        except OSError as error:
            return f"452 4.3.1 Cannot keep the mail: {error.strerror}"
        self._known.add(identity)
        return "250 2.0.0 Kept"

    def _keep(self, identity: str, kind: str, content: bytes) -> None:
        name = f"{time.time_ns():020d}{next(self._count):06d}-{identity}.{kind}"
        torn = self._folder / f".{name}.torn"
        try:
            with torn.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            torn.rename(self._folder / name)
        except OSError:
            torn.unlink(missing_ok=True)
            raise
        sync_folder(self._folder)


def caught(folder: Path) -> list[dict[str, Any]]:
    """All mail that was ever accepted, oldest first; works without a running region."""
    mails: dict[str, Path] = {}
    copies: dict[str, int] = {}
    for path in sorted([*folder.glob("*.mail"), *folder.glob("*.copy")]):
        identity = _identity_of(path)
        copies[identity] = copies.get(identity, 0) + 1
        if path.suffix == ".mail":
            mails.setdefault(identity, path)
    return [_described(path, copies=copies[identity]) for identity, path in mails.items()]


def _identity(raw: bytes) -> str:
    """The same for the same Message-ID. A mail without one is never a copy."""
    header = email.message_from_bytes(raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n", policy=policy.compat32)
    message_id = str(header.get("Message-ID") or "").strip() or uuid.uuid4().hex
    return hashlib.sha256(message_id.encode(errors="replace")).hexdigest()[:32]


def _identity_of(path: Path) -> str:
    return path.stem.partition("-")[2]


def _described(path: Path, *, copies: int) -> dict[str, Any]:
    line, _, raw = path.read_bytes().partition(b"\n")
    envelope = json.loads(line)
    message = email.message_from_bytes(raw, policy=policy.default)
    arrived = datetime.fromtimestamp(int(path.name[:20]) / 1e9, UTC)
    return {
        "to": ", ".join(envelope["to"]),
        "from": envelope["from"],
        "subject": str(message.get("Subject", "")),
        "message_id": str(message.get("Message-ID", "")).strip(),
        "date": _date(message, arrived).isoformat(),
        "text": _body(message, "plain"),
        "html": _body(message, "html"),
        "headers": {name: str(value) for name, value in message.items()},
        "copies": copies,
    }


def _date(message: EmailMessage, arrived: datetime) -> datetime:
    try:
        date = parsedate_to_datetime(str(message["Date"]))
    except ValueError:
        return arrived
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    if part is None:
        return ""
    try:
        return str(part.get_content()).replace("\r\n", "\n")
    except LookupError:  # a character set that Python does not know
        payload = part.get_payload(decode=True)
        return payload.decode(errors="replace") if isinstance(payload, bytes) else ""
