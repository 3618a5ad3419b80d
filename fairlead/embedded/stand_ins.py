"""What stands in for the outside world where a region is not production's: the mail catcher and the issuer.

The supervisor of an embedded region runs them itself; a region in containers has them in one of their own:
``python -m fairlead.embedded.stand_ins``, in whose ``FAIRLEAD_DATA`` lies what the region's commands know.
"""

import asyncio
import os
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from chassis.ending import stop_on_signals
from fairlead.embedded.addresses import Addresses, read_addresses
from fairlead.embedded.errors import RegionError
from fairlead.embedded.issuer import Issuer
from fairlead.embedded.layout import Layout
from fairlead.embedded.mail import MailCatcher
from fairlead.embedded.personas import find_personas, refuse_production
from fairlead.embedded.secrets import client_secret
from fairlead.embedded.serving import LoopbackServer

_EVERYWHERE = "0.0.0.0"  # noqa: S104 - a container's own network, of which compose publishes the issuer to loopback


def issuer_of(layout: Layout, addresses: Addresses) -> Issuer:
    return Issuer(
        env=addresses.env,
        url=addresses.issuer,
        client_secret=client_secret(layout),
        redirect_uri=f"{addresses.portal}/sign-in/callback",
        find=partial(find_personas, addresses.databases["registry"]),
    )


async def _serve(data: Path) -> None:
    layout, addresses = Layout.of(data), read_addresses(data)
    if addresses is None:
        raise RegionError(f"{data} knows of no region")
    await refuse_production(addresses.databases["portal"])
    catcher = MailCatcher(layout.mail, host=_EVERYWHERE, port=addresses.smtp.port)
    port = urlsplit(addresses.issuer).port or 80
    issuer = LoopbackServer(issuer_of(layout, addresses).app, host=_EVERYWHERE, port=port)
    await catcher.start()
    await issuer.start()
    await stop_on_signals().wait()
    await issuer.stop()
    await catcher.stop()


if __name__ == "__main__":
    asyncio.run(_serve(Path(os.environ["FAIRLEAD_DATA"])))
