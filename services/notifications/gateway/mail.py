"""The mail relay: one SMTP connection for a run of mails, and what became of each for certain."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from aiosmtplib import (
    SMTP,
    SMTPAuthenticationError,
    SMTPConnectResponseError,
    SMTPException,
    SMTPHeloError,
    SMTPResponseException,
    SMTPSenderRefused,
)

from services.notifications.domain import Outcome

BEFORE_DATA = 15.0
"""Seconds for connecting, greeting and naming sender and recipient."""
FOR_DATA = 30.0
"""Seconds for the mail and the reply to its last dot: a short wait there makes copies (RFC 1047)."""
LONGEST = BEFORE_DATA + FOR_DATA
"""Seconds that one attempt takes at most; a lease must be longer."""


@dataclass(frozen=True, slots=True)
class RelayAccess:
    """Where the relay is, how it lets us in, and the address that mail is handed over as."""

    host: str
    port: int
    sender: str
    tls: bool = False
    user: str | None = None
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one attempt, and the relay's code. Its words are not kept: they may repeat an address."""

    outcome: Outcome
    code: int | None = None
    relay_away: bool = False
    """It was not about this mail: no other would fare better now."""


class Relay:
    """Where mail is handed over. Opens a connection for the first mail of a session and keeps it to the last."""

    def __init__(self, access: RelayAccess) -> None:
        self._access = access

    @contextlib.asynccontextmanager
    async def session(self) -> AsyncIterator["Session"]:
        session = Session(self._access)
        try:
            yield session
        finally:
            await session.close()


class Session:
    """One worker's connection."""

    def __init__(self, access: RelayAccess) -> None:
        self._access = access
        self._client: SMTP | None = None

    async def send(self, recipient: str, mail: bytes) -> Result:
        """Hand over one mail as these bytes. Whatever breaks once DATA has begun is of unknown fate."""
        try:
            async with asyncio.timeout(BEFORE_DATA):
                client = await self._connected()
                await client.mail(self._access.sender)
                try:
                    await client.rcpt(recipient)
                except ValueError:  # no SMTP command can carry this address, as none that is not ASCII
                    self._drop()
                    return Result(Outcome.REJECTED)
        except SMTPResponseException as answered:
            self._drop()
            return _answer(answered)
        except (SMTPException, TimeoutError, OSError, UnicodeError):  # the last: of our host, user or sender
            self._drop()
            return Result(Outcome.NOT_SENT, relay_away=True)
        return await self._hand_over(client, mail)

    async def _hand_over(self, client: SMTP, mail: bytes) -> Result:
        try:
            async with asyncio.timeout(FOR_DATA):
                reply = await client.data(mail)
        except SMTPResponseException as answered:
            self._drop()
            return _answer(answered)
        except (SMTPException, TimeoutError, OSError):
            self._drop()
            return Result(Outcome.UNKNOWN)
        return Result(Outcome.ACCEPTED, reply.code)

    async def close(self) -> None:
        """Say goodbye, if there is anybody to say it to."""
        if self._client is not None and self._client.is_connected:
            with contextlib.suppress(SMTPException, TimeoutError, OSError):
                async with asyncio.timeout(2):
                    await self._client.quit()
        self._drop()

    def _drop(self) -> None:
        """A connection that failed once is not trusted with the next mail."""
        if self._client is not None:
            self._client.close()
            self._client = None

    async def _connected(self) -> SMTP:
        if self._client is None or not self._client.is_connected:
            access = self._access
            self._client = SMTP(
                hostname=access.host,
                port=access.port,
                start_tls=access.tls,
                username=access.user,
                password=access.password,
                local_hostname=access.sender.rpartition("@")[2],  # else a look-up of our own name
                timeout=FOR_DATA,
            )
            await self._client.connect()
        return self._client


def _answer(answered: SMTPResponseException) -> Result:
    """A 5xx is final, a 4xx asks to come back; a refused greeting, sign-in or sender is about us, not this mail."""
    if isinstance(answered, _ABOUT_US):
        return Result(Outcome.NOT_SENT, answered.code, relay_away=True)
    return Result(Outcome.REJECTED if answered.code >= 500 else Outcome.NOT_SENT, answered.code)


_ABOUT_US = (SMTPAuthenticationError, SMTPConnectResponseError, SMTPHeloError, SMTPSenderRefused)
