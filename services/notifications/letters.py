"""How a letter becomes a mail: text and HTML of equal content, and headers that do not change between attempts."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from importlib.resources import files
from uuid import UUID

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template

from services.notifications.domain import Letter


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who mails are from, who reads the answers, and what they link to."""

    mail_from: str
    """As the header has it: ``Name <address>``."""
    sender_name: str
    sender_address: str
    portal_url: str
    reply_to: str | None = None
    """None: the sender."""


class Stationery:
    """The templates, and the head of every mail."""

    def __init__(self, head: Letterhead) -> None:
        self._head = head
        self._domain = head.sender_address.rpartition("@")[2]
        self._html = _template("letter.html.jinja", html=True)
        self._text = _template("letter.txt.jinja", html=False)

    def write(self, letter: Letter, *, mail_id: UUID, to: str, matter: str, at: datetime) -> bytes:
        """The finished bytes. ``matter`` threads mails about the same thing; ``at`` is their Date for good.

        Raises ValueError for an address or subject that would break a header.
        """
        mail = EmailMessage(policy=SMTP)
        mail["From"] = self._head.mail_from
        mail["To"] = to
        mail["Reply-To"] = self._head.reply_to or self._head.mail_from
        mail["Subject"] = letter.subject
        mail["Date"] = format_datetime(at)
        mail["Message-ID"] = f"<{mail_id}@{self._domain}>"
        mail["References"] = f"<{matter}@{self._domain}>"
        mail["Content-Language"] = "en-GB"
        mail["Auto-Submitted"] = "auto-generated"
        mail["X-Auto-Response-Suppress"] = "OOF, AutoReply"
        facts = {
            "letter": letter,
            "link": f"{self._head.portal_url.rstrip('/')}/inbox",
            "sender": self._head.sender_name,
        }
        mail.set_content(self._text.render(facts), cte="quoted-printable")
        mail.add_alternative(self._html.render(facts), subtype="html", cte="quoted-printable")
        return mail.as_bytes()


def _template(name: str, *, html: bool) -> Template:
    folder = files("services.notifications") / "templates"
    environment = Environment(
        loader=FunctionLoader(lambda wanted: (folder / wanted).read_text()),
        autoescape=html,  # noqa: S701 - the text part is no HTML: escapes would be read as typed
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)
