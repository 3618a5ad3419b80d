"""Which errors of the database are tried again, and which are found and held."""

import asyncpg
import pytest
from sqlalchemy.exc import DBAPIError, InternalError

from chassis.database import is_passing


def an_error(code: str, *, severity: str) -> asyncpg.PostgresError:
    """As the server says it."""
    fields = {"C": code, "V": severity, "S": severity, "M": "terminating connection"}
    return asyncpg.PostgresError.new(fields)


def wrapped(error: Exception, kind: type[DBAPIError]) -> DBAPIError:
    """As SQLAlchemy hands it on."""
    orig = Exception("translated")
    orig.__cause__ = error
    return kind("SELECT 1", None, orig)


def test_a_connection_lost_in_the_middle_of_an_answer_is_passing() -> None:
    assert is_passing(asyncpg.InternalClientError("another operation is in progress"))


@pytest.mark.parametrize("severity", ["FATAL", "PANIC"])
def test_what_ended_the_session_is_passing_whatever_its_code(severity: str) -> None:
    assert is_passing(an_error("XX000", severity=severity))
    assert is_passing(wrapped(an_error("XX000", severity=severity), InternalError))


def test_an_error_of_the_statement_alone_is_not() -> None:
    assert not is_passing(an_error("XX000", severity="ERROR"))
    assert not is_passing(wrapped(an_error("23505", severity="ERROR"), DBAPIError))
    assert not is_passing(wrapped(ValueError("x"), DBAPIError))
