"""Kafka's topics as the contracts define them: created and checked, never re-partitioned."""

from collections.abc import Iterable, Mapping, Sequence

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import for_code

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
        there = [topic for topic in topics if topic.value in existing]
        if wrong := await _repartitioned(admin, there):
            raise TopicsWrong("; ".join(wrong) + ": keys would change partition; move to a new version of the topic")
        if wrong := await _forgetful(admin, there):
            raise TopicsWrong(
                "; ".join(wrong) + ": Kafka would delete what has to stay; alter the topics' configuration"
            )
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


async def _repartitioned(admin: AIOKafkaAdminClient, topics: Sequence[Topic]) -> list[str]:
    if not topics:
        return []
    return [
        f"{found['topic']} has {len(found['partitions'])} partitions, not {Topic(found['topic']).family.partitions}"
        for found in await admin.describe_topics([topic.value for topic in topics])
        if len(found["partitions"]) != Topic(found["topic"]).family.partitions
    ]


async def _forgetful(admin: AIOKafkaAdminClient, topics: Sequence[Topic]) -> list[str]:
    """Those made by somebody else, with days after which events are gone."""
    asked = [ConfigResource(ConfigResourceType.TOPIC, topic.value) for topic in topics]
    wrong: list[str] = []
    for answer in await admin.describe_configs(asked) if asked else ():
        for code, message, _, name, entries in answer.resources:
            if code:
                raise for_code(code)(message)
            is_: Mapping[str, str] = {entry[0]: entry[1] for entry in entries}
            should = _kept(Topic(name)).items()
            wrong += [f"{name} has {what} {is_[what]}, not {value}" for what, value in should if is_[what] != value]
    return wrong


def _kept(topic: Topic) -> dict[str, str]:
    return {"cleanup.policy": "compact"} if topic.family.compacted else {"cleanup.policy": "delete", **_FOR_EVER}


def _new(topic: Topic, replication: int) -> NewTopic:
    family = topic.family
    safe = {"min.insync.replicas": str(max(1, replication - 1)), "message.timestamp.type": "CreateTime"}
    return NewTopic(
        name=topic.value,
        num_partitions=family.partitions,
        replication_factor=replication,
        topic_configs={**_kept(topic), **safe, "unclean.leader.election.enable": "false"},
    )
