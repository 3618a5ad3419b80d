"""The links of one region: between its services and Kafka, PostgreSQL and the mail server."""

import random
from urllib.parse import urlsplit

from fairlead.chaos.links import Link
from fairlead.embedded.addresses import Addresses
from fairlead.embedded.ports import HOST


class Wires:
    """One link to the broker, one to the mail server, and one from each service to its database."""

    def __init__(self, seed: int) -> None:
        self.links: dict[str, Link] = {}
        self._chance = random.Random(seed)  # noqa: S311 - weather, no secret

    async def lay(self, addresses: Addresses) -> Addresses:
        """Put the links between (a region's detour); the administrator's own way stays direct."""
        kafka = await self._link("kafka", int(addresses.kafka.rpartition(":")[2]))
        smtp = await self._link("smtp", addresses.smtp.port)
        databases = {
            service: dsn.replace(f"@{HOST}:{addresses.postgres.port}/", f"@{HOST}:{link.port}/")
            for service, dsn in addresses.databases.items()
            for link in [await self._link(service, urlsplit(dsn).port or 0)]
        }
        return addresses.model_copy(
            update={
                "kafka": f"{HOST}:{kafka.port}",
                "smtp": addresses.smtp.model_copy(update={"port": smtp.port}),
                "databases": databases,
            }
        )

    def heal(self) -> None:
        for link in self.links.values():
            link.heal()

    async def stop(self) -> None:
        for link in self.links.values():
            await link.stop()

    async def _link(self, name: str, port: int) -> Link:
        link = Link((HOST, port), chance=random.Random(self._chance.random()))  # noqa: S311 - weather, no secret
        await link.start()
        self.links[name] = link
        return link
