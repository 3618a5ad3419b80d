"""Topics on a real Kafka: made as the contracts say, and refused by name where somebody made them otherwise."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from chassis.topics import TopicsWrong, ensure_topics
from contracts import Topic
from tests.journeys.conftest import TOPICS, Cluster

pytestmark = pytest.mark.journey

OURS = (Topic.IMPORTS, Topic.PEOPLE)
assert not set(OURS) & set(TOPICS), "the other journeys go on beside these"


@pytest.fixture
async def admin(cluster: Cluster) -> AsyncIterator[AIOKafkaAdminClient]:
    client = AIOKafkaAdminClient(bootstrap_servers=cluster.bootstrap)
    await client.start()
    yield client
    await client.delete_topics([topic.value for topic in OURS])
    await listed(client, there=False)
    await client.close()


async def listed(admin: AIOKafkaAdminClient, *topics: Topic, there: bool = True) -> None:
    """A broker hears of a topic's beginning and end a moment after whoever asked for it."""
    asked = {topic.value for topic in topics or OURS}
    while asked & set(await admin.list_topics()) != (asked if there else set()):
        await asyncio.sleep(0.1)


async def make(admin: AIOKafkaAdminClient, topic: Topic, *, partitions: int = 12, **config: str) -> None:
    """As somebody does by hand."""
    named = {name.replace("_", "."): value for name, value in config.items()}
    made = await admin.create_topics([NewTopic(topic.value, partitions, 1, topic_configs=named)])
    assert [code for _, code, *_ in made.topic_errors] == [0], made
    await listed(admin, topic)


async def test_topics_are_made_once_and_are_then_what_they_should_be(
    cluster: Cluster, admin: AIOKafkaAdminClient
) -> None:
    made = await ensure_topics(cluster.bootstrap, OURS, replication=1)
    assert made == ["imports.v1", "people.v1"]
    await listed(admin)
    assert await ensure_topics(cluster.bootstrap, OURS, replication=1) == []


async def test_a_topic_that_forgets_is_refused_with_each_fault_by_name(
    cluster: Cluster, admin: AIOKafkaAdminClient
) -> None:
    week = str(7 * 24 * 3600 * 1000)
    await make(admin, Topic.IMPORTS, retention_ms=week, retention_bytes="1000000")
    await make(admin, Topic.PEOPLE, retention_ms="-1")

    with pytest.raises(TopicsWrong) as wrong:
        await ensure_topics(cluster.bootstrap, OURS, replication=1)

    for fault in (
        f"imports.v1 has retention.ms {week}, not -1",
        "imports.v1 has retention.bytes 1000000, not -1",
        "people.v1 has cleanup.policy delete, not compact",
        "alter the topics' configuration",
    ):
        assert fault in str(wrong.value)


async def test_a_topic_that_is_compacted_where_every_version_counts_is_refused(
    cluster: Cluster, admin: AIOKafkaAdminClient
) -> None:
    await make(admin, Topic.IMPORTS, cleanup_policy="compact", retention_ms="-1")
    await make(admin, Topic.PEOPLE, cleanup_policy="compact")

    with pytest.raises(TopicsWrong, match=r"imports\.v1 has cleanup\.policy compact, not delete"):
        await ensure_topics(cluster.bootstrap, OURS, replication=1)


async def test_a_topic_of_another_number_of_partitions_is_refused(cluster: Cluster, admin: AIOKafkaAdminClient) -> None:
    await make(admin, Topic.IMPORTS, partitions=3, retention_ms="-1")
    await make(admin, Topic.PEOPLE, cleanup_policy="compact")

    with pytest.raises(TopicsWrong, match=r"imports\.v1 has 3 partitions, not 12: keys would change partition"):
        await ensure_topics(cluster.bootstrap, OURS, replication=1)
