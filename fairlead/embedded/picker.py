"""The page of the embedded issuer on which one picks who one is."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from string import Template

_STYLE = """
body { margin: 0; font: 1.125rem/1.5 Arial, sans-serif; color: #212b32; background: #fff; }
.trial { background: #c02a1d; color: #fff; font-weight: bold; }
.trial p, main { margin: 0 auto; max-width: 44rem; padding: 0.5rem 1rem; }
h1 { font-size: 2rem; line-height: 1.2; }
h2 { font-size: 1.25rem; margin: 1.5rem 0 0.5rem; }
ul { list-style: none; margin: 0; padding: 0; }
li { margin: 0 0 0.5rem; }
button, input { font: inherit; padding: 0.5rem; border: 2px solid #212b32; border-radius: 4px; max-width: 100%; }
button { background: #0b5457; border-color: #0b5457; color: #fff; cursor: pointer; text-align: left; }
button:focus, input:focus { outline: 4px solid #ffe14d; outline-offset: 0; box-shadow: 0 0 0 6px #212b32; }
.wrong { border-left: 4px solid #c02a1d; padding-left: 1rem; color: #a01f14; font-weight: bold; }
"""
_PAGE = Template(
    """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Who are you? A trial of Fairlead</title>
<style>$style</style>
</head>
<body>
<div class="trial" role="region" aria-label="Trial">
<p>This is a trial with invented people. Nobody's password is asked.</p>
</div>
<main>
<h1>Who are you?</h1>
$unknown
<form method="post" action="$action">
<p><label for="person">Registration number, or the id of a person</label></p>
<p><input id="person" name="person" autocomplete="off" value="$typed"$described>
<button>Continue as this person</button></p>
</form>
$lists
</main>
</body>
</html>
"""
)


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody who may be picked: the registry's id, or the name of a stand-in."""

    person: str
    name: str
    role: str
    """As people say it; one of theirs."""
    detail: str
    """Where they hold it, and their registration number."""


def picker(personas: Sequence[Persona], action: str, *, unknown: str | None = None) -> tuple[str, str]:
    """The page, and the digest of its style for the policy that allows no other."""
    in_order = sorted(personas, key=lambda one: (one.role, one.name))
    lists = [
        f"<h2>{escape(role)}</h2>\n<ul>\n{''.join(_choice(one, action) for one in those)}</ul>"
        for role, those in groupby(in_order, key=lambda one: one.role)
    ]
    said = (
        f"Nobody, or more than one, is known as {unknown}" if unknown else "Enter a number or an id, or pick somebody"
    )
    wrong = f'<p class="wrong" id="wrong">{escape(said)}</p>'
    page = _PAGE.substitute(
        style=_STYLE,
        action=escape(action),
        unknown="" if unknown is None else wrong,
        described="" if unknown is None else ' aria-describedby="wrong" aria-invalid="true"',
        typed=escape(unknown or ""),
        lists="\n".join(lists),
    )
    return page, base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()


def _choice(one: Persona, action: str) -> str:
    fields = f'<input type="hidden" name="person" value="{escape(one.person)}">'
    button = f"<button>{escape(one.name)} ({escape(one.detail)})</button>"
    return f'<li><form method="post" action="{escape(action)}">{fields}{button}</form></li>\n'
