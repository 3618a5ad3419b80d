"""The indicators as questions to the facts: one row per thing counted, and whether it is in the numerator.

Each finds ``trust, quarter, thing, kept``, or in place of ``kept`` the ``amount`` where its measure is no share; and
the thing's ``grade``, ``hours``, ``site`` or ``specialty`` where its definition says that it is told by it. It may ask
``spell`` (placements that are not cancelled by where they were when), ``hosting`` (the trusts that host some today or
later) and ``residents`` (who is in post where on a quarter's census, as such rows), and bind ``:as_of`` (the day),
``:families`` (those of the commitment's appendix), and any dated rule of reporting by its own name; of one that is read
by place, the database's ``at_trust`` gives what it is at a trust. A quarter of the financial year begins where a
calendar quarter does, so ``date_trunc`` finds it.
"""

from collections.abc import Mapping

from services.reporting.store.questions import (
    feedback,
    opportunities,
    placements,
    pledge,
    recognition,
    role_modelling,
    time,
)

QUESTIONS: Mapping[str, str] = {
    code: question
    for theme in (pledge, placements, opportunities, time, feedback, recognition, role_modelling)
    for code, question in theme.QUESTIONS.items()
}
