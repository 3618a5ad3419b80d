"""Who may call the portal itself: anyone, for it knows nobody before it gives out a token.

``tokens`` is guarded by the operator's secret and the environment; what ``forward`` passes on is judged by the service.
"""

from collections.abc import Mapping

from chassis.http import ANYONE
from contracts.vocabulary import Role

RULES: Mapping[str, frozenset[Role]] = {"home": ANYONE, "keys": ANYONE, "tokens": ANYONE, "forward": ANYONE}
