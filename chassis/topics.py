"""Kafka's topics as the contracts define them: created and checked, never re-partitioned."""

from collections.abc import Iterable

from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from contracts import Topic

_FOR_EVER = {"retention.ms": "-1", "retention.bytes": "-1"}


class TopicsWrong(Exception):
    """The cluster's topics are not what the contracts say; the message names each and the remedy."""


async def ensure_topics(bootstrap: str, topics: Iterable[Topic], *, replication: int) -> list[str]:
    """Create what is missing, check the rest. Returns the created ones; raises TopicsWrong, or KafkaError."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap.split(","), client_id="fairlead-migrate")
    await admin.start()
    try:
        existing = set(await admin.list_topics())
        missing = [topic for topic in topics if topic.value not in existing]
        if missing:
            created = await admin.create_topics([_new(topic, replication) for topic in missing])
            if failed := [f"{name}: {message}" for name, code, message in created.topic_errors if code not in (0, 36)]:
                raise TopicsWrong("Kafka refused to create " + "; ".join(failed))
        described = await admin.describe_topics([topic.value for topic in topics if topic.value in existing])
        wrong = [
            f"{found['topic']} has {len(found['partitions'])} partitions, not {Topic(found['topic']).family.partitions}"
            for found in described
            if len(found["partitions"]) != Topic(found["topic"]).family.partitions
        ]
        if wrong:
            raise TopicsWrong("; ".join(wrong) + ": keys would change partition; move to a new version of the topic")
    finally:
        await admin.close()
    return [topic.value for topic in missing]


async def missing_topics(bootstrap: str, topics: Iterable[str]) -> list[str]:
    """Those that the cluster does not have. Raises KafkaError while it is away."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap.split(","), client_id="fairlead-topics")
    try:
        await admin.start()
        return sorted(set(topics) - set(await admin.list_topics()))
    finally:
        await admin.close()


def _new(topic: Topic, replication: int) -> NewTopic:
    family = topic.family
    kept = {"cleanup.policy": "compact"} if family.compacted else {"cleanup.policy": "delete", **_FOR_EVER}
    safe = {"min.insync.replicas": str(max(1, replication - 1)), "message.timestamp.type": "CreateTime"}
    return NewTopic(
        name=topic.value,
        num_partitions=family.partitions,
        replication_factor=replication,
        topic_configs={**kept, **safe, "unclean.leader.election.enable": "false"},
    )
