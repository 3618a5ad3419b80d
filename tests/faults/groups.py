"""A consumer group from outside: who is in it, and how often it was dealt anew."""

import re
from pathlib import Path

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

_GENERATION = re.compile(r"[Jj]oined group '?(\S+?)'? .*?generation (\d+)")


async def members(bootstrap: str, group: str) -> int:
    """How many members the coordinator counts; none while it does not answer."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap.split(","))
    try:
        await admin.start()
        [described] = await admin.describe_consumer_groups([group])
        return len(described.groups[0][5])
    except KafkaError:
        return 0
    finally:
        await admin.close()


def generations(logs: Path, group: str) -> int:
    """The latest generation of the group that any process has logged."""
    lines = (found for log in logs.glob("*.log") for found in _GENERATION.finditer(log.read_text(errors="replace")))
    return max((int(found[2]) for found in lines if found[1] == group), default=0)
