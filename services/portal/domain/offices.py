"""Whose office it is to do what pages offer: the same roles for a page, its card at home, and a button on it."""

from collections.abc import Mapping

from contracts.vocabulary import ForumKind, Role

MAY_SEE_FIGURES = frozenset({Role.DEANERY_ANALYST, Role.DEAN})
MAY_SEND = frozenset({Role.OPERATOR, Role.DEANERY_ANALYST, Role.MEDED_ADMIN})
"""Who has some kind of file to send in."""

DOCTORS = frozenset({Role.RESIDENT_DOCTOR})
DATA_OWNERS = frozenset({Role.MEDED_ADMIN})
DECIDERS = frozenset({Role.ROTA_COORDINATOR, Role.TPD, Role.DME, Role.DEAN})

GRANTERS = frozenset({Role.DME, Role.DEAN})
"""Who grants a doctor more days of a leave year than placements earn, or fewer."""

ASKERS = frozenset({Role.ROTA_COORDINATOR, Role.MEDED_ADMIN})
"""Who asks doctors for what their trust needs to know before a placement."""

ARRANGERS = frozenset(
    {Role.SUPERVISOR, Role.ROTA_COORDINATOR, Role.COLLEGE_TUTOR, Role.TPD, Role.DME, Role.MEDED_ADMIN}
)
"""Whom a doctor may show what they need to do their work."""

READERS = frozenset({Role.DME, Role.GUARDIAN})
"""Whose office lets them read lost time; whom a doctor lets besides needs none."""

PLANNERS = frozenset({Role.ROTA_COORDINATOR, Role.DME})

LEADS = frozenset(Role) - {Role.RESIDENT_DOCTOR, Role.OPERATOR, Role.AUDITOR}
"""Who is shown the way there; anybody may be named as a lead, and finds it. One's own stays for life (R36)."""

PUBLISHERS = frozenset({Role.ROTA_COORDINATOR, Role.MEDED_ADMIN, Role.DME})
"""Who says how many of a department may be away."""

EDITORS = frozenset({Role.CHAMPION, Role.MEDED_ADMIN, Role.DME, Role.RDPL})
"""Who looks after what their trust offers."""

DRAFTERS = EDITORS | {Role.COLLEGE_TUTOR, Role.TPD}
"""Who drafts for it too, and looks after what they have drafted."""

SCHEDULERS = frozenset({Role.CHAMPION, Role.MEDED_ADMIN, Role.DME})
"""Who offers their trust's courses."""

CLERKS = frozenset({Role.MEDED_ADMIN, Role.DME})
"""Who takes the registers of their trust's courses."""

SIGNERS = frozenset({Role.SENIOR_LEADER, Role.SLRDE})
SEE_COMMITMENTS = SIGNERS | {Role.CHAMPION, Role.RDPL, Role.BOARD_SECRETARY, Role.DEANERY_ANALYST, Role.DEAN}
SEE_VACANCIES = SEE_COMMITMENTS
"""Who is senior at a trust, or looks after its region."""

RELEASERS = frozenset({Role.ROTA_COORDINATOR})
JUDGES = frozenset({Role.DME})
"""Who answers whether somebody should have been released for a course."""
KEEPERS = frozenset({Role.SLRDE, Role.DME, Role.MEDED_ADMIN})
"""Who keeps their trust's register of fellows."""

HOSTS = frozenset({Role.SENIOR_LEADER, Role.SUPERVISOR, Role.CHAMPION, Role.SLRDE, Role.DME, Role.COLLEGE_TUTOR})
"""Who lets doctors follow them."""

CONVENERS_OF: Mapping[ForumKind, frozenset[Role]] = {
    ForumKind.LEADERSHIP: frozenset({Role.CHAMPION, Role.RDPL, Role.SLRDE, Role.DME}),
    ForumKind.RESIDENTS: frozenset({Role.GUARDIAN, Role.DME}),
}
"""Who founds their trust's forum of a kind, and calls it together."""
CONVENERS = CONVENERS_OF[ForumKind.LEADERSHIP] | CONVENERS_OF[ForumKind.RESIDENTS]

CATALOGUERS = frozenset({Role.DEANERY_ANALYST, Role.DEAN, Role.TPD, Role.MEDED_ADMIN})
"""Who says when a programme's catalogue is to be public, and makes it so."""

RECORDERS = frozenset({Role.ROTA_COORDINATOR, Role.MEDED_ADMIN})
"""Who records for their trust what it received and issued before placements."""
