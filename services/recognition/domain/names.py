"""What of a holder's name strangers are shown."""

_HONORIFICS = frozenset({"dr", "miss", "mr", "mrs", "ms", "mx", "prof", "professor", "sir", "dame", "lord", "lady"})


def initials(name: str) -> str:
    """``Dr Amara Smith-Jones`` is ``A. S-J.``; forms of address are left out, unless the name has nothing besides."""
    parts = name.split()
    named = [part for part in parts if part.rstrip(".").lower() not in _HONORIFICS] or parts
    return " ".join(f"{'-'.join(_first(one) for one in part.split('-') if one)}." for part in named)


def _first(part: str) -> str:
    return next((each for each in part if each.isalpha()), part[0]).upper()
