"""Who may see which page, and call what the portal itself answers.

``tokens`` is guarded by the operator's secret and the environment; what ``forward`` passes on is judged by the service.
"""

from chassis.http import ANYONE, ANYONE_SIGNED_IN, Policy

_INTERFACE: Policy = {"keys": ANYONE, "tokens": ANYONE, "forward": ANYONE}

_FOR_EVERYBODY: Policy = {
    "start": ANYONE,
    "accessibility": ANYONE,
    "cookies": ANYONE,
    "privacy": ANYONE,
    "static": ANYONE,
    "sign_in": ANYONE,
    "begin_sign_in": ANYONE,
    "finish_sign_in": ANYONE,
    "sign_out": ANYONE,
    "signed_out": ANYONE,
}

_SIGNED_IN: Policy = {"home": ANYONE_SIGNED_IN}

RULES: Policy = {**_INTERFACE, **_FOR_EVERYBODY, **_SIGNED_IN}
