"""Kinds of column that several services use."""

from enum import StrEnum
from typing import Any

from sqlalchemy import Column, DateTime, Enum


def coded(kind: type[StrEnum]) -> Enum:
    """A closed list kept as its values; the list itself lives in the language, not in the database."""
    return Enum(kind, native_enum=False, length=40, values_callable=_values)


def _values(codes: type[StrEnum]) -> list[str]:
    return [each.value for each in codes]


def when(name: str, *, nullable: bool = False) -> Column[Any]:
    """A moment, which is always aware."""
    return Column(name, DateTime(timezone=True), nullable=nullable)
