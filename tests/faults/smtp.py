"""A mail server with moods: slow, refusing, away, or losing its answer after it has kept the mail."""

import asyncio
import email
import random
from collections import defaultdict
from email import policy
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from fairlead.embedded.mail import MailCatcher
from fairlead.embedded.ports import HOST


class MoodyServer(MailCatcher):
    """Keeps mail as the region's own server does, in one folder, so that the same checks read it."""

    def __init__(self, folder: Path, *, port: int, seed: int = 0) -> None:
        super().__init__(folder, host=HOST, port=port)
        self.port = port
        self.slowness = 0.0
        """Seconds before a mail is kept."""
        self.lost_answers = 0.0
        """Share of mails, 0..1, that are kept and whose 250 never arrives."""
        self.refusal: str | None = None
        """What is said instead of keeping a mail, such as ``451 4.3.0 Later``."""
        self.deliveries: dict[str, list[bytes]] = defaultdict(list)
        """The bytes of each delivery that was kept, by Message-ID."""
        self.answers_lost = 0
        self.refused = 0
        self.at_once = 0
        """The most mails that were in hand at the same moment."""
        self._in_hand = 0
        self._chance = random.Random(seed)
        self._open: set[SMTP] = set()

    @property
    def mails(self) -> int:
        """How many mails are kept; copies are not mails."""
        return len(self.deliveries)

    @property
    def copies(self) -> int:
        return sum(len(bytes_) - 1 for bytes_ in self.deliveries.values())

    @property
    def changed(self) -> list[str]:
        """Message-IDs that came with different bytes."""
        return [id_ for id_, bytes_ in self.deliveries.items() if len(set(bytes_)) > 1]

    async def go_away(self) -> None:
        """Hang up on everybody, and take no connection until :meth:`start`."""
        await self.stop()
        for connection in list(self._open):
            _hang_up(connection)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self._open = {each for each in self._open if each.transport is not None} | {server}
        self._in_hand += 1
        self.at_once = max(self.at_once, self._in_hand)
        try:
            await asyncio.sleep(self.slowness)
            if server.transport is None:  # hung up meanwhile
                return "421 4.3.2 Gone"
            if self.refusal is not None:
                self.refused += 1
                return self.refusal
            return await self._keep_and_answer(server, session, envelope)
        finally:
            self._in_hand -= 1

    async def _keep_and_answer(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        answer = await super().handle_DATA(server, session, envelope)
        content = envelope.content
        raw = content if isinstance(content, bytes) else (content or "").encode()
        self.deliveries[_message_id(raw)].append(raw)
        if self._chance.random() < self.lost_answers:
            self.answers_lost += 1
            _hang_up(server)
        return answer


def _hang_up(connection: SMTP) -> None:
    if isinstance(connection.transport, asyncio.Transport):
        connection.transport.abort()


def _message_id(raw: bytes) -> str:
    return str(email.message_from_bytes(raw, policy=policy.compat32).get("Message-ID", "")).strip()
