"""F33 and F34: a mail server with moods, and bad weather on every link."""

import asyncio
import time
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pytest

from fairlead.chaos.links import Link, Weather
from fairlead.embedded.children import Children
from fairlead.embedded.kafka import start_kafka
from fairlead.embedded.layout import Layout
from fairlead.embedded.ports import HOST
from fairlead.verifying import books_of
from tests.faults.judging import assert_sound
from tests.faults.load import Load
from tests.faults.servers import empty_topics
from tests.faults.smtp import MoodyServer
from tests.faults.stage import OTHERS, SERVICES, Town, all_but, until
from tests.postgres import free_tcp_port

IMPATIENT = """UPDATE rule SET value = value || '{"first_seconds": 0.3, "longest_seconds": 1.5}'
    WHERE name = 'notifications.mail_patience'"""
ON_THEIR_WAY = "SELECT count(*) FROM mail WHERE state IN ('waiting', 'due')"
SHORT_LEASE = {
    "services.notifications.jobs.delivering.LEASE": 5.0,
    "services.notifications.jobs.delivering.LONGEST": 2.0,
}
BAD_WEATHER = {
    "half a second to and fro": Weather(latency=0.25),
    "1 % resets": Weather(resets=0.01),
    "50 KB a second": Weather(bandwidth=50_000),
}


@pytest.fixture
async def post(town: Town) -> MoodyServer:
    """The town's mail server, in a mood that a scenario sets; mail is tried again soon."""
    await town.post.stop()
    moody = MoodyServer(Layout.of(town.folder).mail, port=town.smtp_port, seed=town.seed)
    await moody.start()
    town.post = moody
    await town.ask("notifications", IMPATIENT)
    return moody


@pytest.fixture(scope="module")
async def far_kafka(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Link]:
    """A broker that sends all its clients over the same link."""
    layout, port = Layout.of(tmp_path_factory.mktemp("far-kafka")), free_tcp_port()
    layout.create()
    children = Children(layout, say=lambda _: None)
    async with Link((HOST, port)) as link:
        try:
            await start_kafka(layout, children, port=port, controller_port=free_tcp_port(), told_port=link.port)
            yield link
        finally:
            await children.stop("kafka")


async def at_work(town: Town) -> Load:
    load = Load(town)
    town.start(*all_but("notifications"))
    town.start("notifications", constants=SHORT_LEASE)
    await town.answers("registry", "leave", "notifications")
    await load.set_up()
    return load


async def test_F33_mail_that_crawls_holds_no_event_up(town: Town, post: MoodyServer) -> None:
    load = await at_work(town)
    await assert_sound(town, load)
    post.slowness = 1.5
    for _ in range(3):
        await load.change(15)
    await load.imported()
    await until(lambda: _all_heard(town), "events pass while mail crawls", within=15)
    assert await town.value("notifications", ON_THEIR_WAY) > 0, "mail is still on its way"
    post.slowness = 0.0
    await assert_sound(town, load)
    assert post.at_once > 1, "it was crawling for several workers"
    assert post.copies == 0


@pytest.mark.fast
async def test_F33_mail_waits_for_a_server_that_is_away_and_is_sent_once(town: Town, post: MoodyServer) -> None:
    load = await at_work(town)
    await post.go_away()
    async with load.going_on():
        await load.acted(15)
    await until(lambda: _all_heard(town), "events pass without a mail server", within=30)
    assert await town.value("notifications", ON_THEIR_WAY) > 0
    await post.start()
    await assert_sound(town, load)
    assert post.mails > 0
    assert post.copies == 0, "a server that was never reached has no copy"


async def test_F33_an_answer_lost_after_the_data_sends_the_same_bytes_again(town: Town, post: MoodyServer) -> None:
    load = await at_work(town)
    post.lost_answers = 0.4
    async with load.going_on():
        await load.acted(25)
    await assert_sound(town, load)
    assert post.answers_lost > 3
    assert post.copies > 0
    assert post.changed == [], "copies are recognised by their Message-ID, and are the same bytes"
    assert max(map(len, post.deliveries.values())) <= 4, "one and three resends, then a person decides"


async def test_F33_a_sender_killed_after_the_data_sends_the_same_bytes_again(town: Town, post: MoodyServer) -> None:
    load = Load(town)
    town.start(*all_but("notifications"))
    sender = town.start("notifications", constants=SHORT_LEASE)
    await town.answers("registry", "leave", "notifications")
    await load.set_up()
    post.slowness = 0.5
    async with load.going_on():
        for _ in range(3):
            post.at_once = 0
            await until(lambda: _in_hand(post), "a mail is between DATA and its answer")
            sender.kill()
            await sender.ended()
            sender = town.start("notifications", constants=SHORT_LEASE)
            await town.answers("notifications")
    post.slowness = 0.0
    await assert_sound(town, load, within=90)
    assert post.changed == []


@pytest.mark.parametrize(("refusal", "ends_as"), [("451 4.3.0 Later", "sent"), ("550 5.1.1 Nobody there", "failed")])
async def test_F33_a_refused_mail_is_tried_again_or_called_failed(
    town: Town, post: MoodyServer, refusal: str, ends_as: str
) -> None:
    load = await at_work(town)
    await assert_sound(town, load)
    before = await town.value("notifications", "SELECT count(*) FROM mail")
    post.refusal = refusal
    await load.change(8)
    await load.imported()

    async def refused() -> bool:
        return post.refused >= 3

    await until(refused, "the server refuses")
    if ends_as == "sent":
        post.refusal = None
    await assert_sound(town, load)
    found = await town.value("notifications", "SELECT count(*) FROM mail WHERE state = $1", ends_as)
    assert found >= 3
    assert await town.value("notifications", "SELECT count(*) FROM mail") > before


@pytest.mark.parametrize("weather", BAD_WEATHER.values(), ids=BAD_WEATHER)
async def test_F34_bad_weather_between_services_and_kafka_costs_time_only(
    town: Town, far_kafka: Link, weather: Weather
) -> None:
    far_kafka.heal()
    town.bootstrap = f"{HOST}:{far_kafka.port}"
    await empty_topics(town.bootstrap)
    await _weathered(town, [far_kafka], weather)


@pytest.mark.parametrize("weather", BAD_WEATHER.values(), ids=BAD_WEATHER)
async def test_F34_bad_weather_between_services_and_their_databases_costs_time_only(
    town: Town, weather: Weather
) -> None:
    at = urlsplit(town.databases["registry"])
    async with Link((HOST, at.port or 0), chance=town.chance) as link:
        for name in SERVICES:
            at = urlsplit(town.databases[name])
            around = at._replace(netloc=at.netloc.replace(f":{at.port}", f":{link.port}"))
            town.links[name] = {"database": around.geturl()}
        await _weathered(town, [link], weather)


@pytest.mark.parametrize("weather", BAD_WEATHER.values(), ids=BAD_WEATHER)
async def test_F34_bad_weather_on_the_way_to_the_mail_server_costs_time_only(
    town: Town, post: MoodyServer, weather: Weather
) -> None:
    async with Link((HOST, post.port), chance=town.chance) as link:
        town.smtp_port = link.port
        await _weathered(town, [link], weather)
    assert post.mails > 0
    assert post.changed == []


async def _weathered(town: Town, links: list[Link], weather: Weather) -> None:
    """Everything is heard and applied in the weather itself; the verdict is given when it has cleared up."""
    load = Load(town)
    town.start("registry")
    town.start(*OTHERS)
    await town.answers("registry", "leave")
    await load.set_up()
    for link in links:
        link.weather = weather
    async with load.going_on(pause=0.5):
        await load.acted(10, within=120)
    deadline = time.monotonic() + 150
    while unheard := await _unheard(town):
        assert time.monotonic() < deadline, f"not heard within 150 s in this weather: {unheard}"
        await asyncio.sleep(0.2)
    for link in links:
        link.heal()
    await assert_sound(town, load)


async def _all_heard(town: Town) -> bool:
    """Every outbox is empty, and every listener has taken what was said; mail is another matter."""
    return not await _unheard(town)


async def _unheard(town: Town) -> list[str]:
    found = [
        f"{many} in the outbox of {name}"
        for name in SERVICES
        if (many := await town.value(name, "SELECT count(*) FROM outbox"))
    ]
    kept = await books_of(town.region)
    return found + [difference for service in kept.heard for difference in kept.differences(service)]


async def _in_hand(post: MoodyServer) -> bool:
    return post.at_once > 0
