"""The press: a certificate as a PDF that can be read aloud, kept for decades, and checked by whoever holds it."""

import asyncio
import json
from datetime import date
from io import BytesIO
from pathlib import Path

import segno
import typst

from chassis.clock import london_date
from contracts.vocabulary import ParticipationRole
from services.recognition.domain import Activity, Certificate, NotPrintable, grouped

_TEMPLATE = Path(__file__).parent / "templates" / "certificate.typ"
_DEEDS = {
    ParticipationRole.ATTENDED: "took part in",
    ParticipationRole.LED: "led",
    ParticipationRole.CHAIRED: "chaired",
}


class Press:
    """Prints certificates; the same one is the same bytes each time."""

    def __init__(self, portal_url: str) -> None:
        self._portal_url = portal_url.rstrip("/")

    def address(self, certificate: Certificate) -> str:
        """Where anybody can check it."""
        return f"{self._portal_url}/verify/{certificate.code}"

    async def print(self, certificate: Certificate) -> bytes:
        """PDF/A-2a and PDF/UA-1, in another thread. Raises NotPrintable for a character that the font lacks."""
        return await asyncio.to_thread(_compiled, certificate, self.address(certificate))


def _compiled(certificate: Certificate, address: str) -> bytes:
    try:
        return typst.compile(
            _TEMPLATE,
            root=_TEMPLATE.parent,
            sys_inputs={"data": json.dumps(_said(certificate, address))},
            ignore_system_fonts=True,
            pdf_standards=["ua-1", "a-2a"],
            timestamp=int(certificate.issued_at.timestamp()),
        )
    except typst.TypstError as error:
        if "could not be displayed" in error.message:
            raise NotPrintable("Write names and titles in Latin, Greek or Cyrillic letters.") from None
        raise


def _said(certificate: Certificate, address: str) -> dict[str, object]:
    activity = certificate.activity
    return {
        "issuer": certificate.issuer,
        "recipient": certificate.recipient,
        "deed": _DEEDS[activity.role],
        "title": activity.title,
        "when": f"{_days(activity)}, {_time(activity.minutes)} in all",
        "signatory": {"name": certificate.signatory.name, "title": certificate.signatory.title},
        "issued": _day(london_date(certificate.issued_at)),
        "serial": grouped(certificate.code),
        "address": address,
        "qr": _qr(address),
    }


def _days(activity: Activity) -> str:
    if activity.first_day == activity.last_day:
        return f"on {_day(activity.first_day)}"
    return f"from {_day(activity.first_day)} to {_day(activity.last_day)}"


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"


def _time(minutes: int) -> str:
    """90 is ``1 hour 30 minutes``."""
    parts = [(minutes // 60, "hour"), (minutes % 60, "minute")]
    return " ".join(f"{number} {unit}{'' if number == 1 else 's'}" for number, unit in parts if number) or "0 minutes"


def _qr(address: str) -> str:
    """As SVG; error correction M survives a crease or a stamp on 15 % of it."""
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=4, xmldecl=False)
    return drawn.getvalue().decode()
