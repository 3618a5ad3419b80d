"""The tooling of the language: published schemas and golden messages, their checks, and the AsyncAPI document."""

from contracts.schema.asyncapi import document
from contracts.schema.catalogue import catalogue
from contracts.schema.compatibility import Breach, compare
from contracts.schema.golden import golden_of
from contracts.schema.lint import faults_of
from contracts.schema.releases import Refused, Released, check, release, released_of, tampered
from contracts.schema.shape import schema_of, structure_of

__all__ = [
    "Breach",
    "Refused",
    "Released",
    "catalogue",
    "check",
    "compare",
    "document",
    "faults_of",
    "golden_of",
    "release",
    "released_of",
    "schema_of",
    "structure_of",
    "tampered",
]
