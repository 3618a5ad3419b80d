"""What the demonstration relies on, whatever day it is."""

from datetime import date, timedelta

from fairlead.demo.cast import Cast
from services.reporting.domain import quarter_of


def test_whatever_trust_a_doctor_disputes_a_placement_at_somebody_worth_being_answers_there() -> None:
    cast = Cast(today=date(2026, 11, 30), seed=1)
    answer = {where for player, role, where in cast.appointments() if role == "Medical education administrator"}
    worth_being = {player for player, _ in cast.personas()}

    assert answer == {cast.old_trust, cast.new_trust}
    assert {cast.players["administrator"], cast.players["administrator_new"]} <= worth_being


def test_on_every_day_the_doctor_who_moves_moves_to_another_quarter_and_is_told_too_late() -> None:
    for day in (date(2026, 1, 1) + timedelta(days=n) for n in range(4 * 366)):
        cast = Cast(today=day, seed=1)
        assert quarter_of(cast.old_start) != quarter_of(cast.new_start), day
        assert cast.new_start - day < timedelta(weeks=12) < cast.old_start - day
