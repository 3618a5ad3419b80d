"""A trust signs the commitment, stands by it, or withdraws it; who may read it sees how it stands."""

import pytest

from tests.services.portal.browser import Browser
from tests.services.portal.town import CHAMPION, COORDINATOR, SENIOR, Town, seen

PATH = "/commitments/R0B"
SIGNED = {"signatory": "Sana <b>Iqbal</b>", "board_role": "chief_executive"}

SECOND_CHAMPION = b"""role,name,email,registration,organisation,programme,from,to,deputy
Champion,Cleo Nwosu,cleo.nwosu@trust.example,7000031,R0B,,2026-01-01,,
"""


@pytest.fixture
async def senior(town: Town) -> Browser:
    return await town.signed_in(SENIOR)


async def signs(town: Town, senior: Browser, **answers: str) -> str:
    """The page that follows."""
    form = await senior.open(f"{PATH}/sign")
    check = await senior.send(form, to=f"{PATH}/sign", **SIGNED | answers)
    assert "Check your answers" in check.text, seen(check)
    signed = await senior.send(check, to=f"{PATH}/sign", step="send")
    await town.settle()
    return seen(signed)


async def test_a_trust_signs_and_stands_by_it(town: Town, senior: Browser) -> None:
    before = await senior.open("/commitments")
    signed = await signs(town, senior)
    again = await signs(town, senior, signatory="Tom Reed", board_role="chair")
    listed = await (await town.signed_in(CHAMPION)).open("/commitments")

    assert "Not signed" in before.text
    assert "It is signed" in signed
    assert "Sana &lt;b&gt;Iqbal&lt;/b&gt;, chief executive" in signed
    assert "Chidi Obi" in signed
    assert "Tom Reed, chair" in again
    assert "Stood by again on" in again
    assert f'href="{PATH}"' in listed.text
    assert "Stands" in listed.text


async def test_it_is_withdrawn_with_a_reason(town: Town, senior: Browser) -> None:
    await signs(town, senior)
    form = await senior.open(f"{PATH}/withdraw")
    lacking = await senior.send(form, to=f"{PATH}/withdraw", reason="", words="")
    check = await senior.send(form, to=f"{PATH}/withdraw", reason="board_decision", words="We cannot keep it.")
    withdrawn = await senior.send(check, to=f"{PATH}/withdraw", step="send")

    assert (lacking.status_code, lacking.text.count("Select a reason"), lacking.text.count("Write why")) == (422, 2, 2)
    assert "The board decided so" in check.text
    assert "It is withdrawn" in withdrawn.text
    assert "Not signed" in withdrawn.text


@pytest.mark.parametrize("missing", ["signatory", "board_role"])
async def test_who_signs_it_is_asked_for(town: Town, senior: Browser, missing: str) -> None:
    page = await senior.send(await senior.open(f"{PATH}/sign"), to=f"{PATH}/sign", **SIGNED | {missing: ""})

    assert (page.status_code, f'href="#{missing}"' in page.text) == (422, True)


async def test_of_two_who_review_it_the_later_reads_it_again(town: Town, senior: Browser) -> None:
    await signs(town, senior)
    form = await senior.open(f"{PATH}/sign")
    await signs(town, senior, signatory="Tom Reed")
    check = await senior.send(form, to=f"{PATH}/sign", **SIGNED)

    late = await senior.send(check, to=f"{PATH}/sign", step="send")

    assert (late.status_code, "nothing was sent" in late.text, "Tom Reed" in late.text) == (409, True, True)


async def test_of_two_who_sign_at_once_the_later_renews_nothing(town: Town, senior: Browser) -> None:
    form = await senior.open(f"{PATH}/sign")
    check = await senior.send(form, to=f"{PATH}/sign", **SIGNED)
    await signs(town, senior, signatory="Tom Reed")

    late = await senior.send(check, to=f"{PATH}/sign", step="send")

    assert (late.status_code, "R0B signed on" in late.text, "Tom Reed" in late.text) == (409, True, True), seen(late)
    assert "Stood by again on" not in late.text


async def test_what_was_withdrawn_meanwhile_is_not_stood_by(town: Town, senior: Browser) -> None:
    await signs(town, senior)
    check = await senior.send(await senior.open(f"{PATH}/sign"), to=f"{PATH}/sign", **SIGNED)
    withdrawing = await senior.send(
        await senior.open(f"{PATH}/withdraw"), to=f"{PATH}/withdraw", reason="board_decision", words="No more."
    )
    await senior.send(withdrawing, to=f"{PATH}/withdraw", step="send")

    late = await senior.send(check, to=f"{PATH}/sign", step="send")

    assert (late.status_code, "nothing was sent" in late.text, "Not signed" in late.text) == (409, True, True)


async def test_a_form_sent_again_touches_nothing_that_was_signed_since(town: Town, senior: Browser) -> None:
    await signs(town, senior)
    standing_by = await senior.send(await senior.open(f"{PATH}/sign"), to=f"{PATH}/sign", **SIGNED)
    why = {"reason": "board_decision", "words": "No more."}
    withdrawing = await senior.send(await senior.open(f"{PATH}/withdraw"), to=f"{PATH}/withdraw", **why)
    await senior.send(withdrawing, to=f"{PATH}/withdraw", step="send")
    await signs(town, senior, signatory="Tom Reed")

    again = [
        await senior.send(withdrawing, to=f"{PATH}/withdraw", step="send"),
        await senior.send(withdrawing, to=f"{PATH}/withdraw", step="send", _key="another"),
        await senior.send(standing_by, to=f"{PATH}/sign", step="send", _key="a third"),
    ]

    assert [page.status_code for page in again[1:]] == [409, 409]
    for page in (*again, await senior.open(PATH)):
        assert "Tom Reed" in page.text
        assert "Stood by again on" not in page.text


async def test_of_two_champions_one_is_chosen(town: Town, senior: Browser) -> None:
    assert 'name="champion_id"' not in (await senior.open(f"{PATH}/sign")).text
    opened_before = await senior.open(f"{PATH}/sign")
    check_before = await senior.send(opened_before, to=f"{PATH}/sign", **SIGNED)
    await town.brings("appointments", SECOND_CHAMPION)
    second = str((await town.person("7000031")).person_id)

    unasked = await senior.send(check_before, to=f"{PATH}/sign", step="send")
    lacking = await senior.send(await senior.open(f"{PATH}/sign"), to=f"{PATH}/sign", **SIGNED)
    signed = await signs(town, senior, champion_id=second)

    for page in (unasked, lacking):
        assert (page.status_code, 'href="#champion_id"' in page.text) == (422, True), seen(page)
    assert "Cleo Nwosu" in signed
    assert f'<option value="{second}" selected' in (await senior.open(f"{PATH}/sign")).text


async def test_who_may_not_read_it_finds_nothing(town: Town, senior: Browser) -> None:
    await signs(town, senior)
    champion = await town.signed_in(CHAMPION)

    assert f"{PATH}/sign" not in (await champion.open(PATH)).text
    assert (await champion.open(f"{PATH}/sign")).status_code == 403
    assert (await champion.open("/commitments/RTD")).status_code == 404
    assert (await champion.open("/commitments/R-0")).status_code == 404
    assert (await (await town.signed_in(COORDINATOR)).open(PATH)).status_code == 403
