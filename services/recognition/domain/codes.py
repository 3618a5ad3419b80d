"""The code by which a certificate is verified: 60 bits as twelve characters of Crockford's base 32.

Its alphabet has no I, L, O or U: whoever reads a 1 as I, or a 0 as O, is understood all the same.
"""

import re
from unicodedata import normalize

BITS = 60
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0"})
_CODE = re.compile(f"[{_ALPHABET}]{{12}}")


def spelled(number: int) -> str:
    """A number below 2**60 as a code."""
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(BITS - 5, -5, -5))


def grouped(code: str) -> str:
    """As people read it: ``7K3M-9QXT-2B4F``."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def understood(text: str) -> str | None:
    """The code that somebody means; None where it can be none.

    Whatever it was copied from, only letters and digits count: documents put dashes of their own, full-width
    letters, and spaces that cannot be seen, between and in place of what was printed.
    """
    code = "".join(filter(str.isalnum, normalize("NFKC", text).upper())).translate(_READ_AS)
    return code if _CODE.fullmatch(code) else None
