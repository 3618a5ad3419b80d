"""Where everything of a region is going to answer."""

import os

from fairlead.embedded.addresses import Addresses, PostgresAddress, SmtpAddress
from fairlead.embedded.layout import DATABASES, Layout
from fairlead.embedded.ports import HOST
from fairlead.embedded.postgres import dsn
from fairlead.embedded.processes import mark_of
from fairlead.embedded.secrets import ADMIN, passwords


def planned_addresses(layout: Layout, ports: dict[str, int], *, env: str) -> Addresses:
    """Everything at the ports chosen for it."""
    kept = passwords(layout)
    supervisor = mark_of(os.getpid())
    assert supervisor is not None  # it is us
    services = {name: f"http://{HOST}:{ports[name]}" for name in DATABASES}
    return Addresses(
        supervisor=supervisor,
        env=env,
        portal=services["portal"],
        kafka=f"{HOST}:{ports['kafka']}",
        postgres=PostgresAddress(
            host=HOST, port=ports["postgres"], dsn=dsn(ADMIN, kept[ADMIN], ports["postgres"], database="postgres")
        ),
        databases={name: dsn(name, kept[name], ports["postgres"], database=name) for name in DATABASES},
        smtp=SmtpAddress(host=HOST, port=ports["smtp"]),
        traces=f"http://{HOST}:{ports['zipkin']}",
        otlp=f"http://{HOST}:{ports['otlp']}",
        issuer=f"http://{HOST}:{ports['issuer']}",
        services=services,
    )
