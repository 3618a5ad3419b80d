"""The people of an attack, and their files."""

import csv
import io
from datetime import date

from fairlead.chaos.town import PROGRAMME, SITES, Town, placements, trust_of
from services.registry.domain.cells import name

TODAY = date(2026, 11, 22)


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode())))


def test_the_same_seed_makes_the_same_town() -> None:
    one, other = Town(seed=5, today=TODAY), Town(seed=5, today=TODAY)

    assert one.cohort(4) == other.cohort(4)
    assert one.cohort(4) != Town(seed=6, today=TODAY).cohort(4)


def test_nobody_is_in_two_cohorts_and_no_post_is_held_twice() -> None:
    town = Town(seed=1, today=TODAY)
    doctors = town.cohort(300) + town.cohort(300)

    assert len({doctor.player.registration for doctor in doctors}) == 600
    assert len({spell.post for doctor in doctors for spell in doctor.spells}) == 1200


def test_everybody_has_a_name_that_the_registry_takes() -> None:
    town = Town(seed=1, today=TODAY)
    files = rows(town.people(town.cohort(3))), rows(town.appointments())
    names = [each["Surname *"] for each in files[0]] + [each["name"] for each in files[1]]

    assert [name(written) for written in names] == names


def test_whatever_changes_a_doctor_has_a_placement_in_the_months_that_leave_is_asked_for() -> None:
    town = Town(seed=2, today=TODAY)
    [doctor] = town.cohort(1)
    kinds = set()
    for _ in range(300):
        changed = town.changed(doctor)
        kinds |= {name for name in ("now", "next") if getattr(changed, name) != getattr(doctor, name)}
        doctor = changed
        assert doctor.now.status == "CURRENT"
        assert (doctor.now.end - TODAY).days >= 152
    assert kinds == {"now", "next"}


def test_what_was_cancelled_does_not_come_back() -> None:
    town = Town(seed=1, today=TODAY)
    doctors = town.cohort(20)
    over: dict[str, object] = {}
    for _ in range(100):
        doctors = [town.changed(doctor) for doctor in doctors]
        for doctor in doctors:
            if doctor.next.status == "DELETE":
                assert over.setdefault(doctor.player.registration, doctor.next) == doctor.next
    assert over


def test_the_files_say_what_the_town_is() -> None:
    town = Town(seed=1, today=TODAY)
    doctors = town.cohort(3)

    assert [row["GMC Number"] for row in rows(town.people(doctors))] == [d.player.registration for d in doctors]
    written = rows(placements([doctors[0].now]))[0]
    assert (written["National Post Number*"], written["Date From*"]) == (doctors[0].now.post, "23/09/2026")
    appointed = {(row["role"], row["organisation"] or row["programme"]) for row in rows(town.appointments())}
    assert ("TPD", PROGRAMME) in appointed
    assert {("Rota coordinator", trust) for trust in SITES} <= appointed


def test_a_site_names_its_trust() -> None:
    assert {trust: trust_of(site) for trust, site in SITES.items()} == {trust: trust for trust in SITES}
