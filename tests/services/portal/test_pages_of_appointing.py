"""Who keeps a trust's register of fellows enters one, whom they name by number (O-D3, R78)."""

import pytest

from tests.services.portal.browser import Browser
from tests.services.portal.town import COORDINATOR, DOCTOR, OTHER_DOCTOR, OWNER, Town, day

NEW = "/fellowships/new"


@pytest.fixture
async def keeper(campus: Town) -> Browser:
    return await campus.signed_in(OWNER)


def post(town: Town, **facts: str) -> dict[str, str]:
    """A fellow of the trust from next month, for half a year."""
    what = {"kind": "trust_fellow", "registration": DOCTOR, "protected_percent": "40", "grades": "", "funder": "rtd"}
    return what | day("starts_on", town.in_days(30)) | day("ends_on", town.in_days(190)) | facts


async def test_a_fellow_is_entered_once_and_told_by_name_before(campus: Town, keeper: Browser) -> None:
    form = await keeper.open(NEW)
    check = await keeper.send(form, to=NEW, **post(campus), grade_equivalent="no", out_of_programme="no")
    entered = await keeper.send(check, to=NEW, step="send")
    twice = await keeper.send(check, to=NEW, step="send")

    assert f'href="{NEW}"' in (await keeper.open("/fellowships")).text
    assert 'value="R0B"' in form.text
    for said in ("Dr Amara Okafor, 7000010", "40%", "THE NEWCASTLE UPON TYNE HOSPITALS", "All grades"):
        assert said in check.text
    assert "It is entered. The doctor is told." in entered.text
    assert twice.url.path == entered.url.path
    assert "40%" in (await (await campus.signed_in(DOCTOR)).open(entered.url.path)).text


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"registration": ""}, "registration"),
        ({"registration": "7999999"}, "registration"),
        ({"registration": OTHER_DOCTOR}, "registration"),
        ({"protected_percent": "0"}, "protected_percent"),
        ({"starts_on-year": ""}, "starts_on-year"),
        ({"ends_on-year": "2020"}, "ends_on-day"),
        ({"grades": "ST4, ST5"}, "grade_equivalent"),
        ({"out_of_programme": ""}, "out_of_programme"),
        ({"funder": ""}, "funder"),
        ({"funder": "ZZZ"}, "funder"),
        ({"kind": "chief_registrar", "grade_equivalent": "yes", "protected_percent": "10"}, "ends_on-day"),
    ],
)
async def test_what_is_missing_or_cannot_be_is_told_at_its_field(
    campus: Town, keeper: Browser, wrong: dict[str, str], field: str
) -> None:
    judged = {"grade_equivalent": "no", "out_of_programme": "no"}

    told = await keeper.send(await keeper.open(NEW), to=NEW, **{**post(campus), **judged, **wrong, "step": "send"})

    assert (told.status_code, f'href="#{field}"' in told.text) == (422, True)


async def test_who_holds_such_a_post_is_not_entered_again(campus: Town, keeper: Browser) -> None:
    judged = {"grade_equivalent": "no", "out_of_programme": "no", "step": "send"}
    form = await keeper.open(NEW)
    await keeper.send(form, to=NEW, **post(campus), **judged)

    again = await keeper.send(await keeper.open(NEW), to=NEW, **post(campus), **judged)

    assert (again.status_code, 'href="#registration"' in again.text) == (422, True)


async def test_who_keeps_two_registers_says_in_which(campus: Town) -> None:
    rows = f"DME,Mina Shah,mina.shah@trust.example,{OWNER},RTD,,2026-01-01,,\n"
    await campus.brings(
        "appointments", f"role,name,email,registration,organisation,programme,from,to,deputy\n{rows}".encode()
    )
    keeper = await campus.signed_in(OWNER)

    told = await keeper.send(await keeper.open(NEW), to=NEW, **post(campus))

    assert told.text.count("Select where it is") == 2


async def test_who_keeps_no_register_is_not_asked(campus: Town) -> None:
    coordinator = await campus.signed_in(COORDINATOR)

    assert NEW not in (await coordinator.open("/fellowships")).text
    assert (await coordinator.open(NEW)).status_code == 403
