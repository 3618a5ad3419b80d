"""What recognition keeps: certificates with their documents, and its own copy of what they may rest on."""

from services.recognition.store.certificates import (
    add,
    certificate,
    certificates_of,
    document,
    keep,
    look_at,
    standing_certificate,
    verified_by,
)
from services.recognition.store.records import (
    keep_names,
    keep_records,
    name_of,
    record,
    records_without_certificate,
)
from services.recognition.store.tables import metadata

__all__ = [
    "add",
    "certificate",
    "certificates_of",
    "document",
    "keep",
    "keep_names",
    "keep_records",
    "look_at",
    "metadata",
    "name_of",
    "record",
    "records_without_certificate",
    "standing_certificate",
    "verified_by",
]
