"""What one cell of a spreadsheet says: text, a day, a share of full time, a registration number."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple
from unicodedata import category, normalize

Cell = str | float | int | bool | date | datetime | time | timedelta | None

_SERIAL_ZERO = date(1899, 12, 30)  # day 0 of Excel's calendar, with its 1900 leap-year fault allowed for
_DAY = re.compile(r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ T]00:00(?::00)?(?:\.0+)?)?$")
_ISO_DAY = re.compile(r"^(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00(?::00)?(?:\.0+)?)?$")
_ATOM, _LABEL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+", r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})+")  # dot-atoms: nothing that a header must quote
_NONE_WORDS = frozenset({"", "unknown", "n/a", "na", "none", "-", "0", "tbc"})
_NUMBER_IN_BRACKETS = re.compile(r"^.*[(\[]\s*(\d{5,8})\s*[)\]]\s*$")

NUL, NUL_SHOWN = "\0", "\N{SYMBOL FOR NULL}"
HOLDS_NUL = f"holds the character NUL (shown as {NUL_SHOWN}), which is no text; type the cell again"


class Wrong(ValueError):
    """This cell cannot mean what its column says; the message is the reason shown to whoever sent the file."""


class Registration(NamedTuple):
    """A number on a register: gmc, gdc or ph (public health)."""

    register: str
    number: str


def text(cell: Cell) -> str:
    """As a person would read it: whole numbers without ``.0``, days as dd/mm/yyyy, spaces collapsed."""
    if isinstance(cell, str):
        return " ".join(cell.split())
    if cell is None:
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, date):  # a datetime, too
        return cell.strftime("%d/%m/%Y")
    return str(cell)


_EARLIEST, _LATEST = date(1950, 1, 1), date(2199, 12, 31)
_SERIALS = 200_000  # far beyond the latest likely day


def day(cell: Cell) -> date:
    """A date cell, an Excel serial, or text as dd/mm/yyyy or yyyy-mm-dd. Raises Wrong, also for an unlikely year."""
    found = _day(cell)
    if not _EARLIEST <= found <= _LATEST:
        raise Wrong(f"no likely year; write a date from {_EARLIEST.year} to {_LATEST.year} as dd/mm/yyyy")
    return found


def _day(cell: Cell) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _day_of_serial(cell)
    return _day_of_text(text(cell))


def _day_of_serial(serial: float) -> date:
    if not 0 < serial < _SERIALS:
        raise Wrong("not a date; write dd/mm/yyyy")
    return _SERIAL_ZERO + timedelta(days=int(serial))


@lru_cache(maxsize=4_096)
def _day_of_text(written: str) -> date:
    if british := _DAY.match(written):
        day_, month, year = british.groups()
    elif iso := _ISO_DAY.match(written):
        year, month, day_ = iso.groups()
    else:
        raise Wrong("not a date; write dd/mm/yyyy")
    try:
        return date(int(year), int(month), int(day_))
    except ValueError:
        raise Wrong("no such day; write dd/mm/yyyy") from None


def wte(cell: Cell) -> Decimal:
    """A share of full time from 0 to 1; 0 is legal. Raises Wrong."""
    return _share(text(cell))


@lru_cache(maxsize=1_024)
def _share(written: str) -> Decimal:
    try:
        share = Decimal(written).quantize(Decimal("0.001"))
    except InvalidOperation:
        raise Wrong("not a number; write whole time equivalent as 0 to 1") from None
    if share.is_nan() or not 0 <= share <= 1:
        raise Wrong("whole time equivalent must be from 0 to 1")
    return share


def number_on(register: str, cell: Cell) -> str | None:
    """A registration number, or None where the cell says there is none. Raises Wrong."""
    number = text(cell).replace(" ", "")
    if number.endswith(".0"):
        number = number[:-2]
    if number.lower() in _NONE_WORDS:
        return None
    if register == "gmc" and not (len(number) == 7 and number.isascii() and number.isdigit()):
        raise Wrong("a GMC number has 7 digits")
    if len(number) > 30:
        raise Wrong("a registration number has at most 30 characters")
    return number.upper()


def registration(number: str) -> Registration:
    """Of a number whose register is not named: seven digits are the GMC's."""
    if number.isdigit():
        return Registration("gmc" if len(number) == 7 else "gdc", number)
    return Registration("ph", number)


def supervisor(cell: Cell) -> Registration | None:
    """``7000010``, ``7000010.0`` or ``Name (7000010)``; None where there is none. Raises Wrong for a bare name."""
    return _supervisor(text(cell))


@lru_cache(maxsize=16_384)
def _supervisor(written: str) -> Registration | None:
    if written.lower() in _NONE_WORDS:
        return None
    bare = written[:-2] if written.endswith(".0") else written
    if bare.isascii() and bare.isdigit() and 5 <= len(bare) <= 8:
        return registration(bare)
    if named := _NUMBER_IN_BRACKETS.match(written):
        return registration(named[1])
    raise Wrong("a name without a registration number")


def address(cell: Cell) -> str | None:
    """One ASCII mail address; a trailing ``;`` is dropped, of several the first is taken. Raises Wrong."""
    parts = [part for part in re.split(r"[;,\s]+", text(cell)) if part and part.lower() not in _NONE_WORDS]
    if not parts:
        return None
    if odd := next((c for c in parts[0] if not (c.isascii() and c.isprintable())), None):
        raise Wrong(f"not a mail address: {odd!r} is no plain letter, digit or sign; write it without accents")
    if len(parts[0]) > 254 or parts[0].find("@") > 64 or not _ADDRESS.fullmatch(parts[0]):
        raise Wrong("not a mail address; write it as name@organisation.example")
    return parts[0]


_AS_TYPED = str.maketrans(dict.fromkeys("\u2019\u2018\u02bc`\u00b4", "'") | dict.fromkeys("\u2010\u2011\u2013", "-"))
"""Apostrophes and hyphens that look like the typed ones are those: a name is one name whoever typeset it."""


def name(cell: Cell) -> str:
    """Part of a person's name: letters of any script, their marks, ``'``, ``-``, ``.`` and spaces. Raises Wrong."""
    written = normalize("NFC", text(cell)).translate(_AS_TYPED)
    if len(written) > 200:
        raise Wrong("a name has at most 200 characters")
    if odd := next((c for c in written if c not in "'-. " and category(c)[0] not in "LM"), None):
        raise Wrong(f"{odd!r} is in no name; write it with letters, apostrophe, hyphen, space and full stop alone")
    if not any(category(c)[0] == "L" for c in written):
        raise Wrong("a name has a letter")
    return written


def folded(written: str) -> str:
    """The same for every spelling that differs only in case and spaces."""
    return " ".join(written.split()).casefold()
