"""What the environment tells this service: its relay, its sender, its key for pushes, and where the portal is."""

from email.utils import parseaddr
from ipaddress import ip_address
from typing import Any, Self

from pydantic import Field, SecretStr, model_validator

from chassis.settings import Environment, ServiceSettings


class Settings(ServiceSettings):
    smtp_host: str
    smtp_port: int = Field(ge=1, le=65_535)
    smtp_tls: bool = False
    """Require STARTTLS. Without it mail leaves as the relay next door takes it."""
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None
    mail_catcher: str | None = None
    """Outside production, the one host beside loopback that mail may go to: it sends nothing on."""
    mail_from: str
    """``Name <address>``; the name also closes each mail."""
    reply_to: str | None = None
    """A mailbox that somebody reads; none: the sender's."""
    portal_url: str
    """What mails link to."""
    mail_workers: int = Field(default=4, ge=1)
    mail_per_domain_per_minute: int = Field(default=0, ge=0)
    """So many mails are let go in one minute to mailboxes of one domain, by all workers together; 0: no limit."""
    hold_mail: bool = False
    """Decide and write down, but send nothing, nor push: for measuring, and for an operator who stops all mail."""
    vapid_key: dict[str, Any] | None = Field(default=None, repr=False)
    """A private JSON Web Key on P-256 that push services know us by; none: nobody can subscribe."""
    push_services: tuple[str, ...] = (
        "fcm.googleapis.com",
        "*.push.services.mozilla.com",
        "*.notify.windows.com",
        "*.push.apple.com",
    )
    """Hosts that a browser may name when it subscribes; ``*.`` for all below one."""
    push_workers: int = Field(default=2, ge=1)

    @model_validator(mode="after")
    def only_production_reaches_real_mailboxes(self) -> Self:
        caught = _is_loopback(self.smtp_host) or self.smtp_host == self.mail_catcher
        if self.env is not Environment.PRODUCTION and not caught:
            raise ValueError(
                f"FAIRLEAD_SMTP_HOST is {self.smtp_host!r} and FAIRLEAD_ENV is {self.env.value!r}: "
                "outside production mail goes only to a loopback host such as 127.0.0.1, or to FAIRLEAD_MAIL_CATCHER"
            )
        return self

    @model_validator(mode="after")
    def the_sender_has_an_address(self) -> Self:
        if "@" not in self.sender_address or not self.sender_address.isascii():
            raise ValueError(f"FAIRLEAD_MAIL_FROM is {self.mail_from!r}: write it as 'Name <address@domain>', in ASCII")
        return self

    @property
    def sender_address(self) -> str:
        return parseaddr(self.mail_from)[1]

    @property
    def sender_name(self) -> str:
        return parseaddr(self.mail_from)[0] or "Fairlead"


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
