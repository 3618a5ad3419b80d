"""The tables of forums."""

from sqlalchemy import ARRAY, Boolean, Column, Date, ForeignKey, Index, Integer, Table, Text, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from chassis.columns import coded, when
from contracts.vocabulary import ActionOutcome, ForumKind, Role
from services.opportunities.store.tables import metadata

forums = Table(
    "forum",
    metadata,
    Column("forum_id", Uuid, primary_key=True),
    Column("trust", Text, nullable=False),
    Column("requested_by", Uuid),
    when("requested_at", nullable=True),
    Column("found_by", Date),
    when("overdue_at", nullable=True),
    Column("founded_by", Uuid),
    when("founded_at", nullable=True),
    Column("kind", coded(ForumKind), nullable=False),
    Column("proposed_by", Uuid),
    Column("proposed_as", coded(Role)),
    when("proposed_at", nullable=True),
    Column("members", JSONB(none_as_null=True)),
    Column("quorum", Integer),
    Column("version", Integer, nullable=False),
    UniqueConstraint("trust", "kind", name="forum_of_trust"),
)

meetings = Table(
    "forum_meeting",
    metadata,
    Column("meeting_id", Uuid, primary_key=True),
    Column("forum_id", ForeignKey("forum.forum_id"), nullable=False),
    when("starts_at"),
    when("ends_at"),
    Column("with_residents_forum", Boolean, nullable=False),
    Column("called_by", Uuid, nullable=False),
    when("called_at"),
    Column("invited", ARRAY(Uuid, as_tuple=True), nullable=False),
    when("called_off_at", nullable=True),
    Column("met_on", Date),
    Column("attendance", JSONB, nullable=False),
    Column("recorded_by", Uuid),
    Column("fines_looked_at", Boolean, nullable=False),
    Column("quorum", Integer),
    Column("minutes", Text),
    Index("forum_meeting_of_forum", "forum_id", "starts_at", "meeting_id"),
)

actions = Table(
    "forum_action",
    metadata,
    Column("action_id", Uuid, primary_key=True),
    Column("meeting_id", ForeignKey("forum_meeting.meeting_id"), nullable=False),
    Column("forum_id", ForeignKey("forum.forum_id"), nullable=False),
    Column("owner_id", Uuid, nullable=False),
    Column("you_said", Text, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("agreed_by", Uuid, nullable=False),
    when("agreed_at"),
    Column("outcome", coded(ActionOutcome)),
    Column("we_did", Text),
    Column("closed_by", Uuid),
    when("closed_at", nullable=True),
    Index("forum_action_of_forum", "forum_id", "agreed_at", "action_id"),
)
