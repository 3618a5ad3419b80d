"""Whether one person is told of one happening, through which channel, and if not, why not."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from contracts.vocabulary import Channel, Decision, WithheldReason
from services.notifications.audience import AUDIENCE, Holders, InOffice, Telling, Urgency, Whom
from services.notifications.domain.happening import Happening

_NOTIFICATION = UUID("2f5f0f5a-6c0f-4e55-9a7a-0f6f2d9b7a11")


@dataclass(frozen=True, slots=True)
class Standing:
    """What a decision needs to know of a person."""

    confirmed: bool
    has_address: bool
    has_device: bool = False
    """One that wants pushes."""


@dataclass(frozen=True, slots=True)
class Verdict:
    decision: Decision
    reason: WithheldReason | None = None


SENT = Verdict(Decision.SENT)
TO_MAIL = Verdict(Decision.PENDING)
TO_PUSH = Verdict(Decision.PENDING)
PERSON_UNKNOWN = Verdict(Decision.PENDING, WithheldReason.PERSON_UNKNOWN)
"""People and what happens to them come on different topics: their contact may be a moment behind."""


def withheld(reason: WithheldReason) -> Verdict:
    return Verdict(Decision.WITHHELD, reason)


_OF_AN_IMPORT = frozenset({Urgency.WITH_ITS_IMPORT, Urgency.WHILE_ITS_IMPORT_WAITS})


@dataclass(frozen=True, slots=True)
class Told:
    """The decisions about one person and one happening; None where a channel was decided before."""

    happening: Happening
    telling: Telling
    person_id: UUID
    mail: Verdict | None
    inbox: Verdict | None
    push: Verdict | None
    in_summary: bool = False

    @property
    def group(self) -> str | None:
        """Whose other notices share its mail; None: a mail of its own."""
        if self.in_summary:
            return "summary"
        if self.telling.urgency in _OF_AN_IMPORT and self.happening.import_id is not None:
            return f"import:{self.happening.import_id}"
        return None

    @property
    def begins_a_further_mail(self) -> bool:
        """Where the mail of its group has gone without it. If not, it is withheld: the inbox is enough."""
        return self.in_summary or self.telling.urgency is not Urgency.WHILE_ITS_IMPORT_WAITS


@dataclass(frozen=True, slots=True)
class Vacant:
    """A happening for holders of a role that nobody is known to hold on its day."""

    happening: Happening
    telling: Telling
    holders: Holders


Address = tuple[Happening, Telling, Whom]
Call = tuple[Happening, Telling, UUID]
HoldersOn = Mapping[tuple[Holders, date], Sequence[UUID]]


def addressed(happenings: Iterable[Happening]) -> list[Address]:
    """Each happening with the rows of the table that it falls under, in their order."""
    return [
        (happening, telling, whom)
        for happening in happenings
        for telling in AUDIENCE[type(happening.event)]
        for whom in telling.audience(happening.event)
    ]


def holders_asked_for(addresses: Iterable[Address]) -> set[tuple[Holders, date]]:
    """Which holders to look up before :func:`called` can say who is meant."""
    asked = ((whom.otherwise if isinstance(whom, InOffice) else whom, one.day) for one, _, whom in addresses)
    return {(whom, day) for whom, day in asked if isinstance(whom, Holders)}


def offices_asked_for(addresses: Iterable[Address]) -> set[tuple[InOffice, date]]:
    """Who may have left, to look up as well."""
    return {(whom, happening.day) for happening, _, whom in addresses if isinstance(whom, InOffice)}


def called(
    addresses: Iterable[Address], known: HoldersOn, in_office: Collection[tuple[InOffice, date]] = ()
) -> tuple[list[Call], list[Vacant]]:
    """Whom to tell of each, and roles without a holder: each once per happening, however often it is named."""
    calls: list[Call] = []
    vacancies: list[Vacant] = []
    seen: set[tuple[UUID, UUID | Holders]] = set()
    for happening, telling, named in addresses:
        whom = _on(named, happening.day, in_office) if isinstance(named, InOffice) else named
        people: Sequence[UUID] = (whom,) if isinstance(whom, UUID) else known.get((whom, happening.day), ())
        if not people and isinstance(whom, Holders) and (happening.id, whom) not in seen:
            seen.add((happening.id, whom))
            vacancies.append(Vacant(happening, telling, whom))
        for person in people:
            if (happening.id, person) not in seen:
                seen.add((happening.id, person))
                calls.append((happening, telling, person))
    return calls, vacancies


def _on(named: InOffice, day: date, in_office: Collection[tuple[InOffice, date]]) -> UUID | Holders:
    return named.person_id if (named, day) in in_office else named.otherwise


def decide(
    happening: Happening, telling: Telling, person_id: UUID, *, person: Standing | None, today: date, oldest: date
) -> Told:
    """Decide for every channel. ``oldest``: what was said before that day is a replay, and disturbs nobody."""
    over = happening.is_over(today=today)
    mail, push = _outward(telling, person, over=over, too_old=happening.day < oldest)
    inbox = _in_inbox(person, over=over and happening.of_placement)
    return Told(happening, telling, person_id, mail=mail, inbox=inbox, push=push)


def _outward(telling: Telling, person: Standing | None, *, over: bool, too_old: bool) -> tuple[Verdict, Verdict]:
    """By mail and by push: whatever leaves the house leaves it to somebody known, and while it matters."""
    if over:
        return withheld(WithheldReason.OVER), withheld(WithheldReason.OVER)
    if too_old:
        return withheld(WithheldReason.TOO_OLD), withheld(WithheldReason.TOO_OLD)
    if person is None:
        return PERSON_UNKNOWN, PERSON_UNKNOWN
    if not person.confirmed:
        return withheld(WithheldReason.UNCONFIRMED_PERSON), withheld(WithheldReason.UNCONFIRMED_PERSON)
    return _by_mail(telling, person), _by_push(telling, person)


def _by_mail(telling: Telling, person: Standing) -> Verdict:
    if telling.urgency is Urgency.NO_MAIL:
        return withheld(WithheldReason.INBOX_ONLY)
    return TO_MAIL if person.has_address else withheld(WithheldReason.NO_ADDRESS)


def _by_push(telling: Telling, person: Standing) -> Verdict:
    if not telling.urgency.rings:
        return withheld(WithheldReason.NOT_URGENT)
    return TO_PUSH if person.has_device else withheld(WithheldReason.NO_SUBSCRIPTION)


def _in_inbox(person: Standing | None, *, over: bool) -> Verdict:
    if over:
        return withheld(WithheldReason.OVER)
    if person is None:
        return PERSON_UNKNOWN
    return SENT if person.confirmed else withheld(WithheldReason.UNCONFIRMED_PERSON)


def notification_id(event_id: UUID, person_id: UUID, channel: Channel) -> UUID:
    """The same for the same three, for ever."""
    return uuid5(_NOTIFICATION, f"{event_id}/{person_id}/{channel}")
