"""What a page tells of a request for leave: what was asked, why it was refused, what became of it."""

from collections.abc import Mapping
from itertools import pairwise
from uuid import UUID

from chassis.clock import london_date
from contracts.vocabulary.labels import REFUSALS, RELEASES, ROLES
from services.portal.pages import costs, facts, funding, in_lieu, particulars, shapes, words
from services.portal.pages.facts import Fact, Happened
from services.portal.pages.visit import Visit


def kind(leave: shapes.Leave) -> str:
    """Study leave; release from duty for a recruitment panel."""
    return words.LEAVE_TYPES[leave.type] + (f" for {RELEASES[leave.purpose]}" if leave.purpose in RELEASES else "")


def of_leave(leave: shapes.Leave) -> tuple[Fact, ...]:
    reason, is_release = leave.short_notice_reason, leave.purpose in RELEASES
    elsewhere = words.STANDINGS.get(leave.standing or "")
    midday = particulars.midday(begins=leave.from_midday, ends=leave.until_midday)
    return (
        Fact("Kind", kind(leave) + (", for leadership development" if leave.leadership else "")),
        *((Fact("What it is for", words.PURPOSES[leave.purpose]),) if leave.purpose in words.PURPOSES else ()),
        Fact("Days", facts.days(leave.first_day, leave.last_day) + midday),
        *((Fact("Beyond the entitlement", words.in_days(leave.additional_days)),) if leave.additional_days else ()),
        Fact("Activity", leave.activity),
        *((Fact("Where it is decided", words.sentence(elsewhere)),) if elsewhere else ()),
        *(() if is_release else (Fact("Provided by", leave.provider),)),
        *particulars.place(leave.location, remote=leave.remote),
        Fact("Asked", notice(leave)),
        *((Fact("Why at short notice", reason),) if reason else ()),
        *(() if is_release else particulars.told(leave)),
        *((Fact("Expected costs", _costs(leave)),) if leave.cost or leave.costs else ()),
        *funding.fact(leave.funded_percent, leave.cost),
        *(
            (Fact("Days off instead", in_lieu.told((each.off, each.instead) for each in leave.in_lieu)),)
            if leave.in_lieu
            else ()
        ),
        *((Fact("The department's calendar", _capacity(leave)),) if leave.capacity else ()),
    )


def _costs(leave: shapes.Leave) -> str:
    """With what of them a study budget may pay, where that is not all of it (R21)."""
    if not leave.costs:
        return costs.written(leave.cost)
    said = costs.told((each.kind, each.pounds) for each in leave.costs)
    whole = sum(each.pounds for each in leave.costs)
    return said if whole == leave.cost else f"{said}. The study budget may pay {costs.written(leave.cost)} of it"


def _capacity(leave: shapes.Leave) -> str:
    """Which of the days are full: it is said, and refuses nothing (T-D1)."""
    full = [each for each in leave.capacity if each.away >= each.most_away]
    said = ", ".join(f"{facts.day(each.day)} ({each.away} away, at most {each.most_away})" for each in full)
    return f"Full on {said}" if full else "None of these days is full"


def notice(leave: shapes.Leave) -> str:
    """When its days were asked for, and how long before they begin."""
    on = leave.days_asked_on or london_date(leave.submitted_at)
    return f"{facts.day(on)}, {words.counted((leave.first_day - on).days, 'day')} before it starts"


async def refusal(visit: Visit, leave: shapes.Leave) -> tuple[Fact, ...]:
    """Reason, explanation, alternative, next step, and how to appeal (R17, R19), said to the doctor or of them."""
    if leave.refusal is None:
        return ()
    said, is_mine = leave.refusal, leave.doctor_id == visit.person_id
    told = (
        Fact("Reason", words.sentence(REFUSALS[said.reason])),
        Fact("Explanation", said.explanation),
        Fact("Alternative", said.alternative),
        Fact("Your next step" if is_mine else "The doctor's next step", said.next_step),
    )
    if leave.appeal is None:
        return told
    appeal = _appeal(leave.appeal, await facts.place(visit, leave.appeal.scope))
    return (*told, Fact("If you disagree" if is_mine else "If the doctor disagrees", appeal))


def _appeal(appeal: shapes.Appeal, where: str) -> str:
    """With the trust by its name, which the leave service does not know."""
    return (
        "An appeal is about how the decision was reached. Say what went wrong by the end of "
        f"{appeal.until:%A} {facts.day(appeal.until)} to the {ROLES[appeal.role]} of {where}, who answers, or "
        "the dean where the director decided."
    )


async def of_appeal(visit: Visit, made: shapes.Appealed) -> tuple[Fact, ...]:
    """An appeal and what became of it, to its doctor and to whoever answers (R19)."""
    who = f"The {ROLES[made.role]} of {await facts.place(visit, made.scope)}"
    if name := await facts.name(visit, made.answered_by):
        who = f"{who}, {name}"
    told = [
        Fact("What went wrong", made.words),
        Fact("Appealed on", facts.day(london_date(made.appealed_at))),
        Fact("Answered by", who),
    ]
    if made.acknowledged_at is None and made.outcome is None:
        told.append(Fact("To be acknowledged by", facts.day(made.acknowledge_by)))
    if made.answer_by and made.outcome is None:
        told.append(Fact("To be answered by", facts.day(made.answer_by)))
    if made.outcome:
        told.append(Fact("Answer", words.APPEALS[made.outcome].text))
    if made.explanation:
        told.append(Fact("In their words", made.explanation))
    return tuple(told)


def of_claim(leave: shapes.Leave) -> tuple[Fact, ...]:
    """Until when its costs are claimed, and what became of that (R24)."""
    made = leave.claim
    if made is None:
        return (Fact("Claim by", facts.day(leave.claim_by)),) if leave.claim_by else ()
    paid = Fact("Paid on", facts.day(made.paid_on)) if made.paid_on else Fact("To be paid by", facts.day(made.pay_by))
    absent = () if made.attended else (Fact("Did you go?", "No"),)
    return (Fact("Claimed on", facts.day(made.claimed_on)), paid, *absent)


def offered(leave: shapes.Leave) -> str:
    """The days that were offered instead; empty where only words were."""
    said = leave.refusal
    if said is None or said.alternative_first_day is None:
        return ""
    return facts.days(said.alternative_first_day, said.alternative_last_day or said.alternative_first_day)


def story(leave: shapes.Leave, called: Mapping[UUID, str], trust: str) -> tuple[Happened, ...]:
    """A request from the asking on; what is still to come stands last."""
    told = [Happened("Asked for", leave.submitted_at)]
    told += [_decided(step, called) for step in leave.steps if step.verdict]
    told += [
        Happened("The doctor sent it again", step.reached_at)
        for before, step in pairwise(leave.steps)
        if before.verdict == "returned" and step.reached_at
    ]
    if leave.placement_affected:
        told.append(Happened("The placement that it falls in changed", leave.placement_affected_at))
    if leave.withdrawal_asked_at:
        told.append(Happened("The doctor asked to withdraw it", leave.withdrawal_asked_at))
    told.sort(key=lambda each: each.at or leave.submitted_at)
    waiting = leave.waiting_step
    return (*told, _waits(waiting, trust)) if waiting else tuple(told)


def _decided(step: shapes.Step, called: Mapping[UUID, str]) -> Happened:
    who = words.sentence(ROLES[step.role])
    if step.verdict == "lapsed":
        return Happened(f"{who} did not decide before its days were over", step.decided_at)
    by, absent = (called.get(each) if each else None for each in (step.decided_by, step.stood_in_for))
    name = f"{by} for {absent}" if by and absent else by
    instead = f"in place of the {ROLES[step.given_to.role]}" if step.given_to else None
    named = ", ".join(part for part in (who, instead, name) if part)
    said = f"{who} {step.verdict}" if named == who else f"{named}, {step.verdict}"
    return Happened(said, step.decided_at, step.note)


def _waits(step: shapes.Step, trust: str) -> Happened:
    where = "" if step.scope in trust else f", {step.scope}"
    due = f", by {facts.day(london_date(step.due_at))}" if step.due_at else ""
    return Happened(f"Waits for the {ROLES[step.role]}{where}{due}")
