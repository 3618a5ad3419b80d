"""A forum's page says whether a meeting met its quorum, and leads to the minutes, which the trust keeps."""

from tests.services.portal.test_pages_of_forums import called, founded, met
from tests.services.portal.town import CHAMPION, DOCTOR, Town, seen

MINUTES = "https://intranet.trust.example/forum?of=1&part=2"


async def test_a_quorum_is_noted_and_each_meeting_is_measured_by_it(campus: Town) -> None:
    champion = await campus.signed_in(CHAMPION)
    forum = await founded(champion)
    form = await champion.open(f"{forum}/quorum")
    wrong = await champion.send(form, to=f"{forum}/quorum", quorum="most")
    too_few = await champion.send(form, to=f"{forum}/quorum", quorum="0")
    noted = await champion.send(form, to=f"{forum}/quorum", quorum="13")
    late = await champion.send(form, to=f"{forum}/quorum", quorum="2", _key="another")
    champion, meeting = await met(campus, champion, forum)
    await champion.send(await champion.open(meeting), to=f"{meeting}/record", resident_doctor="11", dme="1")

    for page in (wrong, too_few):
        assert (page.status_code, 'href="#quorum"' in page.text) == (422, True), seen(page)
    assert "Its terms ask for 13 to be there" in noted.text
    assert (late.status_code, "nothing was sent" in late.text) == (409, True)
    theirs = await (await campus.signed_in(DOCTOR)).open(forum)
    assert "The quorum of 13 was not met" in theirs.text
    assert f"{forum}/quorum" not in theirs.text
    assert 'value="13"' in (await champion.open(f"{forum}/quorum")).text


async def test_the_quorum_is_taken_out_where_the_terms_name_none(campus: Town) -> None:
    champion = await campus.signed_in(CHAMPION)
    forum = await founded(champion)
    await champion.send(await champion.open(f"{forum}/quorum"), to=f"{forum}/quorum", quorum="12")
    none = await champion.send(await champion.open(f"{forum}/quorum"), to=f"{forum}/quorum", quorum="", _key="another")

    assert "It is noted how many its terms ask to be there" in none.text
    assert "Its terms ask for" not in none.text


async def test_the_minutes_are_linked_for_whoever_reads_the_forum_and_put_right(campus: Town) -> None:
    champion = await campus.signed_in(CHAMPION)
    forum = await founded(champion)
    champion, meeting = await met(campus, champion, forum)
    called_only = await champion.open(meeting)
    await champion.send(called_only, to=f"{meeting}/record", resident_doctor="12")
    form = await champion.open(meeting)
    nowhere = await champion.send(form, to=f"{meeting}/minutes", link="")
    unsafe = await champion.send(form, to=f"{meeting}/minutes", link="javascript:alert(1)")
    noted = await champion.send(form, to=f"{meeting}/minutes", link=MINUTES)

    assert f"{meeting}/minutes" not in called_only.text
    for page in (nowhere, unsafe):
        assert (page.status_code, 'href="#link"' in page.text) == (422, True), seen(page)
    assert "It is noted where the minutes are" in noted.text
    theirs = await (await campus.signed_in(DOCTOR)).open(forum)
    assert f'<a href="{MINUTES.replace("&", "&amp;")}">Minutes<' in theirs.text
    again = await champion.open(meeting)
    assert MINUTES.replace("&", "&amp;") in again.text
    right = await champion.send(again, to=f"{meeting}/minutes", link=f"{MINUTES}&right=1")
    assert "right=1" in right.text


async def test_a_link_to_the_minutes_is_changed_and_taken_away_after_the_forum_has_met_again(campus: Town) -> None:
    champion = await campus.signed_in(CHAMPION)
    forum = await founded(champion)
    champion, first = await met(campus, champion, forum)
    await champion.send(await champion.open(first), to=f"{first}/record", resident_doctor="12")
    page = await called(campus, champion, forum)
    second = forum + "/meetings/" + page.text.partition("/meetings/")[2][:36]
    for driver in (*campus.services.values(), campus.portal):
        driver.clock.forward(days=8)
    champion = await campus.signed_in(CHAMPION)
    await champion.send(await champion.open(second), to=f"{second}/record", resident_doctor="9")
    await champion.send(await champion.open(first), to=f"{first}/minutes", link=f"{MINUTES}&wrong=1")
    before = await champion.open(first)
    changed = await champion.send(before, to=f"{first}/minutes", link=MINUTES)
    late = await champion.send(before, to=f"{first}/minutes", link="")
    gone = await champion.send(await champion.open(first), to=f"{first}/minutes", link="")
    nothing = await champion.send(await champion.open(first), to=f"{first}/minutes", link="")

    assert ("It is noted where the minutes are" in changed.text, "wrong=1" in changed.text) == (True, False)
    assert (late.status_code, "nothing was sent" in late.text) == (409, True), seen(late)
    assert ("The link to the minutes is taken away" in gone.text, ">Minutes<" in gone.text) == (True, False), seen(gone)
    assert (nothing.status_code, 'href="#link"' in nothing.text) == (422, True), seen(nothing)
