"""The seats of the residents' forum of the contract, as pages name them, and how many have each (R72)."""

from collections.abc import Mapping

from services.portal.pages import shapes
from services.portal.pages.facts import Fact

SEATS: Mapping[str, str] = {
    "residents": "Residents, elected",
    "lnc_residents": "Residents of the local negotiating committee (LNC)",
    "lnc_chair": "Chair of the LNC",
    "education": "Colleagues from medical education",
    "human_resources": "Colleagues from human resources",
}
"""By the names that the service has for them."""


def told(of: shapes.Members | None) -> tuple[Fact, ...]:
    """How many have each seat; of one that nobody has, that the contract asks for it (R72)."""
    if of is None:
        return ()
    return tuple(
        Fact(text, str(getattr(of, seat) or "None yet; the contract asks for it")) for seat, text in SEATS.items()
    )
