"""Certificates and their documents, and what they rest on."""

import sqlalchemy as sa
from alembic import op

revision = "recognition_0001"
down_revision = None
branch_labels = ("recognition",)
depends_on = "chassis_0001"


def upgrade() -> None:
    op.create_table(
        "record",
        sa.Column("participation_id", sa.Uuid, primary_key=True),
        sa.Column("doctor_id", sa.Uuid, nullable=False),
        sa.Column("trust", sa.Text, nullable=False),
        *_activity(),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("record_of_trust", "record", ["trust", "confirmed_at", "participation_id"])
    op.create_table(
        "organisation",
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
    )
    op.create_table(
        "certificate",
        sa.Column("certificate_id", sa.Uuid, primary_key=True),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("participation_id", sa.Uuid, nullable=False),
        sa.Column("doctor_id", sa.Uuid, nullable=False),
        sa.Column("trust", sa.Text, nullable=False),
        sa.Column("issuer", sa.Text, nullable=False),
        sa.Column("recipient", sa.Text, nullable=False),
        *_activity(),
        sa.Column("signatory_name", sa.Text, nullable=False),
        sa.Column("signatory_title", sa.Text, nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by", sa.Uuid, nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("shareable", sa.Boolean, nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True)),
        sa.Column("revoked_by", sa.Uuid),
        sa.Column("revoked_for", sa.Text),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("certificate_verified_by", "certificate", ["code"], unique=True)
    standing = sa.text("revoked_at IS NULL")
    op.create_index("certificate_standing", "certificate", ["participation_id"], unique=True, postgresql_where=standing)
    op.create_index("certificate_held", "certificate", ["doctor_id", "issued_at", "certificate_id"])
    op.create_index("certificate_of_trust", "certificate", ["trust", "issued_at", "certificate_id"])
    op.create_table(
        "document",
        sa.Column(
            "certificate_id",
            sa.Uuid,
            sa.ForeignKey("certificate.certificate_id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("pdf", sa.LargeBinary, nullable=False),
    )


def _activity() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("first_day", sa.Date, nullable=False),
        sa.Column("last_day", sa.Date, nullable=False),
        sa.Column("minutes", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    for name in ("document", "certificate", "organisation", "record"):
        op.drop_table(name)
