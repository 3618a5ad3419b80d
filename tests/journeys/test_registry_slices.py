"""What a trust pledges, owes before a placement and confirms, whole on one region: said, told, and counted."""

from datetime import timedelta
from pathlib import Path

import pytest

from fairlead.demo.cast import Cast
from fairlead.demo.stage import Stage
from services.reporting.domain import quarter_of
from tests.journeys.slices import criteria, services_along, told, verify

pytestmark = pytest.mark.journey


def test_a_trust_signs_the_commitment_and_its_champion_and_deanery_are_told(
    stage: Stage, cast: Cast, data: Path
) -> None:
    trust, period = cast.old_trust, quarter_of(cast.today).label
    champion, lead, analyst = (cast.players[role] for role in ("champion", "dme", "analyst"))
    given = {"role": "slrde", "registration": lead.registration, "organisation": trust}
    stage.post(cast.players["administrator"], "meded_admin", "/api/registry/appointments", given)
    before = stage.figure("SIGNED", trust, period)
    paper = {"signatory": "Dame Ruth Ellis", "board_role": "chief_executive"}

    signed = stage.post(lead, "slrde", f"/api/registry/organisations/{trust}/commitment", paper)
    stage.settle()

    assert (before, stage.figure("SIGNED", trust, period)) == ((0, 1), (1, 1))
    assert criteria(stage, data, trust, "SIGNED") == {"SIGNED": ((1, 1), "commitment.signed")}
    assert stage.get(analyst, "deanery_analyst", "/api/registry/commitments")["items"][0]["id"] == signed["id"]
    for reader in (champion, lead, analyst):
        assert "inbox" in told(stage, reader, "commitment.signed")
    assert {"registry", "notifications"} <= services_along(stage, analyst, "commitment.signed")


def test_a_rota_is_recorded_in_time_and_its_doctor_has_not_received_it(stage: Stage, cast: Cast) -> None:
    trust, doctor, coordinator = cast.old_trust, cast.players["steady"], cast.players["coordinator_old"]
    start = cast.spells["steady"].start
    period = quarter_of(start).label
    [placement] = stage.get(doctor, "resident_doctor", "/api/registry/people/me/placements")["items"]
    record = {"information": "rota", "on": (start - timedelta(days=42)).isoformat(), "placements": [placement["id"]]}
    figures = [stage.figure("R32", trust, period)]

    stage.post(coordinator, "rota_coordinator", "/api/registry/placements/information", record)
    stage.settle()
    figures.append(stage.figure("R32", trust, period))
    missed = f"/api/registry/placements/{placement['id']}/information/rota/not-received"
    stage.post(doctor, "resident_doctor", missed, {})
    stage.settle()
    figures.append(stage.figure("R32", trust, period))

    assert figures == [(0, 2), (1, 2), (0, 2)]
    assert told(stage, doctor, "placement.information_recorded").count("inbox") == 1
    assert told(stage, coordinator, "placement.information_not_received").count("mail") == 1


def test_a_placement_that_a_doctor_declares_is_one_once_the_trust_confirms_it(stage: Stage, cast: Cast) -> None:
    doctor, administrator = cast.players["learner"], cast.players["administrator"]
    first, last = (cast.today + timedelta(days=days) for days in (200, 300))
    grade = cast.spells["steady"].grade
    spell = {"site": cast.old_trust, "grade": grade, "start": first.isoformat(), "end": last.isoformat()}

    declared = stage.post(doctor, "resident_doctor", "/api/registry/declarations", spell)["id"]
    stage.settle()
    way = f"/api/registry/declarations/{declared}/confirmation"
    confirmed = stage.post(administrator, "meded_admin", way, {})["placement_id"]
    stage.settle()

    mine = stage.get(doctor, "resident_doctor", "/api/registry/people/me/placements")["items"]
    assert [one["source"] for one in mine if one["id"] == confirmed] == ["self_declared"]
    assert told(stage, administrator, "declaration.made").count("mail") == 1
    assert told(stage, doctor, "placement.announced").count("inbox") == 2


def test_what_was_played_has_lost_nothing_and_done_nothing_twice(stage: Stage, data: Path) -> None:
    """Last in the file: whatever the slices did is judged together."""
    verify(stage, data)
