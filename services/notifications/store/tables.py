"""The tables: what happened, who was decided on, their mail, their pushes, and what we know of people and roles."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    Uuid,
    text,
)

from chassis.columns import when

metadata = MetaData()


happening = Table(
    "happening",
    metadata,
    Column("event_id", Uuid, primary_key=True),
    Column("type", Text, nullable=False),
    Column("facts", Text, nullable=False, comment="the event as heard"),
    Column("source", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    when("time"),
    Column("correlation", Uuid, nullable=False),
    Column("causation", Uuid),
    Column("traceparent", Text, nullable=False, comment="the trace that goes on from hearing it"),
)

decision = Table(
    "decision",
    metadata,
    Column("event_id", Uuid, primary_key=True),
    Column("person_id", Uuid, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("category", Text, nullable=False),
    Column("decision", Text, nullable=False),
    Column("reason", Text),
    Column("mail_id", Uuid),
    when("at"),
    when("read_at", nullable=True),
    Index("decision_of_person", "person_id", "at", "event_id"),
    Index("decision_by_mail", "mail_id", postgresql_where=text("mail_id IS NOT NULL")),
    Index(
        "decision_open",
        "person_id",
        postgresql_where=text("reason IN ('person_unknown', 'unconfirmed_person', 'no_address')"),
    ),
    Index("decision_failed", "person_id", postgresql_where=text("decision = 'failed'")),
)

mail = Table(
    "mail",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("person_id", Uuid, nullable=False),
    Column("group_key", Text, comment="import:<id> or summary; null: one notice"),
    Column("state", Text, nullable=False),
    Column("about", Uuid, nullable=False, comment="the event that began it: its cause and its trace"),
    Column("import_id", Uuid, comment="the import that caused it, which an operator may halt"),
    when("created_at"),
    Column(
        "next_at",
        DateTime(timezone=True),
        nullable=False,
        comment="when it may next be taken; a lease's end",
    ),
    Column("lease", Uuid),
    Column("begun_at", DateTime(timezone=True), comment="the attempt under this lease"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("unsure", Integer, nullable=False, server_default="0", comment="attempts of unknown fate"),
    Column("reply", Integer, comment="the relay's last code"),
    when("frozen_at", nullable=True),
    Column("recipient", Text, comment="only while it is on its way"),
    Column("frozen", LargeBinary, comment="only while it is on its way"),
    when("ended_at", nullable=True),
    Index("mail_due", "next_at", postgresql_where=text("state = 'due'")),
    Index("mail_due_of_person", "person_id", "created_at", postgresql_where=text("state = 'due'")),
    Index("mail_waiting", "group_key", postgresql_where=text("state = 'waiting'")),
    Index(
        "mail_open",
        "person_id",
        "group_key",
        unique=True,
        postgresql_where=text("group_key IS NOT NULL AND frozen_at IS NULL AND state IN ('waiting', 'due')"),
    ),
    Index(
        "mail_gone",
        "person_id",
        "group_key",
        postgresql_where=text("group_key IS NOT NULL AND frozen_at IS NOT NULL"),
    ),
)

receiving_domain = Table(
    "receiving_domain",
    metadata,
    Column("domain", Text, primary_key=True),
    Column("minute", DateTime(timezone=True), comment="the last in which a mail was let go to it"),
    Column("taken", Integer, nullable=False, server_default="0", comment="how many in that minute"),
)

push_subscription = Table(
    "push_subscription",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("person_id", Uuid, nullable=False),
    Column("endpoint", Text, unique=True, comment="only while it lasts, as are the keys"),
    Column("p256dh", LargeBinary),
    Column("auth", LargeBinary),
    Column("service", Text, nullable=False, comment="the push service's host"),
    Column("server_key", Text, nullable=False, comment="the public key of ours that the browser was given"),
    when("created_at"),
    when("last_success_at", nullable=True),
    when("ended_at", nullable=True),
    Column("ended_because", Text, comment="removed, replaced, gone or key_changed"),
    Index("push_subscription_of_person", "person_id", postgresql_where=text("ended_at IS NULL")),
)

push = Table(
    "push",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("event_id", Uuid, nullable=False),
    Column("person_id", Uuid, nullable=False),
    Column("subscription_id", Uuid, nullable=False),
    Column("import_id", Uuid, comment="the import that caused it, which an operator may halt"),
    Column("state", Text, nullable=False),
    when("created_at"),
    Column("next_at", DateTime(timezone=True), nullable=False, comment="when it may next be taken; a lease's end"),
    Column("lease", Uuid),
    Column("begun_at", DateTime(timezone=True), comment="the attempt under this lease"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("unsure", Integer, nullable=False, server_default="0", comment="attempts of unknown fate"),
    Column("reply", Integer, comment="the push service's last status"),
    when("ended_at", nullable=True),
    Index("push_to_device", "event_id", "person_id", "subscription_id", unique=True),
    Index("push_due", "next_at", postgresql_where=text("state = 'due'")),
)

import_group = Table(
    "import_group",
    metadata,
    Column("import_id", Uuid, primary_key=True),
    Column("heard", Integer, nullable=False, server_default="0"),
    Column("expected", Integer, comment="null until the import was completed"),
    when("completed_at", nullable=True),
    Column("halted", Text, comment="paused or cancelled by an operator; null: its mails go"),
    Index("import_halted", "import_id", postgresql_where=text("halted IS NOT NULL")),
)

vacancy = Table(
    "vacancy",
    metadata,
    Column("event_id", Uuid, primary_key=True),
    Column("role", Text, primary_key=True),
    Column("scope", Text, primary_key=True),
    Column("category", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("decision", Text, nullable=False),
    Column("reason", Text, nullable=False),
    when("at"),
    Index("vacancy_waiting", "role", "scope", postgresql_where=text("decision = 'pending'")),
)

contact = Table(
    "contact",
    metadata,
    Column("person_id", Uuid, primary_key=True),
    Column("given_names", Text),
    Column("family_name", Text),
    Column("known_as", Text),
    Column("email", Text),
    Column("confirmed", Boolean, nullable=False),
)

appointment = Table(
    "appointment",
    metadata,
    Column("appointment_id", Uuid, primary_key=True),
    Column("person_id", Uuid, nullable=False),
    Column("role", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date),
    Index("appointment_of_role", "role", "code"),
)

organisation = Table(
    "organisation",
    metadata,
    Column("code", Text, primary_key=True),
    Column("name", Text, nullable=False),
)
