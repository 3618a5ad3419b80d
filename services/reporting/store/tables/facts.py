"""Facts as they stand."""

from sqlalchemy import (
    ARRAY,
    Boolean,
    Column,
    Date,
    Integer,
    Numeric,
    Table,
    Text,
    Uuid,
)

from services.reporting.store.tables.metadata import metadata

placement = Table(
    "placement",
    metadata,
    Column("placement_id", Uuid, primary_key=True),
    Column("doctor_id", Uuid, nullable=False),
    Column("host", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("grade", Text),  # as the deanery writes it; none where it was heard of before grades were kept
    Column("specialty", Text),  # as the deanery writes it; none: not said, or heard of before this was kept
    Column("site", Text),  # none where it was heard of before this was kept
    Column("employer", Text),  # the lead employer, else the employer; none: the host, or heard of before this was kept
    Column("wte", Numeric),  # none where it was heard of before this was kept
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date, nullable=False),
    Column("cancelled", Boolean, nullable=False),
    Column("source", Text),  # none where it was heard of before this was kept
    Column("last_announced_on", Date),  # when host, site or start was announced or last changed (R30)
    Column("former_host", Text),  # whose successor the host is, where it was there at first
    Column("host_since", Date),  # the first day under the successor
    Column("work_schedule_by", Date),  # when the registry says that it is due (R31); none where it did not say
    Column("rota_by", Date),  # the same (R32)
)

opportunity = Table(
    "opportunity",
    metadata,
    Column("opportunity_id", Uuid, primary_key=True),
    Column("trust", Text, nullable=False),
    Column("family", Text, nullable=False),
    Column("published_on", Date, nullable=False),
    Column("last_day", Date),
    Column("co_produced", Boolean, nullable=False),
    Column("review_due", Date),
    Column("complete", Boolean, nullable=False),  # the trust's page has a contact and a route for it
    Column("closed_on", Date),
)

catalogue = Table(
    "catalogue",
    metadata,
    Column("catalogue_id", Uuid, primary_key=True),
    Column("trust", Text, primary_key=True),
    Column("preferences_open_on", Date, nullable=False),
    Column("release_by", Date, nullable=False),
    Column("released_on", Date),
)

interest = Table(
    "interest",
    metadata,
    Column("participation_id", Uuid, primary_key=True),
    Column("trust", Text, nullable=False),
    Column("expressed_on", Date, nullable=False),
    Column("answer_by", Date, nullable=False),
    Column("answered_on", Date),  # the first answer: who was offered a place may be told later that nothing takes place
    Column("overdue", Boolean, nullable=False),
    Column("doctor_id", Uuid),  # null: of interests heard of before it was kept
)

induction_pack = Table(
    "induction_pack",
    metadata,
    Column("placement_id", Uuid, primary_key=True),
    Column("trust", Text, primary_key=True),
    Column("sent_on", Date, nullable=False),
    Column("send_by", Date),
)

feedback = Table(
    "feedback",
    metadata,
    Column("feedback_id", Uuid, primary_key=True),
    Column("doctor_id", Uuid, nullable=False),
    Column("trust", Text, nullable=False),
    Column("activity_date", Date, nullable=False),
    Column("given_on", Date, nullable=False),
)

participation = Table(
    "participation",
    metadata,
    Column("participation_id", Uuid, primary_key=True),
    Column("trust", Text, nullable=False),
    Column("confirmed_on", Date, nullable=False),
)

certificate = Table(
    "certificate",
    metadata,
    Column("certificate_id", Uuid, primary_key=True),
    Column("participation_id", Uuid, nullable=False),
    Column("trust", Text, nullable=False),
    Column("confirmed_on", Date, nullable=False),
    Column("issued_on", Date, nullable=False),
    Column("revoked_on", Date),
)

shadowing_slot = Table(
    "shadowing_slot",
    metadata,
    Column("slot_id", Uuid, primary_key=True),
    Column("trust", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("places", Integer, nullable=False),
    Column("cancelled", Boolean, nullable=False),
)

shadowing_booking = Table(
    "shadowing_booking",
    metadata,
    Column("booking_id", Uuid, primary_key=True),
    Column("slot_id", Uuid, nullable=False, index=True),
    Column("ended_by", Text),  # the host's side or the doctor; none while it is booked, and once it took place
)

appointment = Table(
    "appointment",
    metadata,
    Column("appointment_id", Uuid, primary_key=True),
    Column("role", Text, nullable=False),
    Column("trust", Text, nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date),
    Column("deputy", Boolean, nullable=False),
    Column("event_id", Uuid),  # that made the appointment; none where it was heard of before this was kept
)

kept_promise = Table(
    "kept_promise",
    metadata,
    Column("fact_id", Uuid, primary_key=True),  # a request for leave, a booking …: its last event counts
    Column("code", Text, nullable=False),
    Column("doctor_id", Uuid, nullable=False, index=True),
    Column("placement_id", Uuid),
    Column("trust", Text),  # who kept it, where another host of the same placement would not have
    Column("day", Date),  # the placement is the one that has this day, where the event names none
    Column("event_id", Uuid, nullable=False),
    Column("kept_on", Date),  # none: it kept nothing, or no longer does
)

promise_dispute = Table(
    "promise_dispute",
    metadata,
    Column("placement_id", Uuid, primary_key=True),
    Column("code", Text, primary_key=True),
    Column("disputed_on", Date, nullable=False),
    Column("organisation", Text),  # of which it is said; none once it is said
)

organisation = Table(
    "organisation",
    metadata,
    Column("code", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("parent", Text),
    Column("region", Text),
    Column("closed_on", Date),
)

deanery_trusts = Table(
    "deanery_trusts",
    metadata,
    Column("deanery", Text, primary_key=True),
    Column("valid_from", Date, primary_key=True),
    Column("trusts", ARRAY(Text), nullable=False),
)
